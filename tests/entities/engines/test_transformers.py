from __future__ import annotations

import socket
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings

from qnmine.entities.engines import Recognizer, load_engine, pretrained
from qnmine.errors import QnmineError
from qnmine.text.document import Document
from tests.entities.engines import tiny
from tests.strategies import any_text

if TYPE_CHECKING:
    from pathlib import Path

LABELS = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC", "B-MISC")
PIECES = {
    **dict.fromkeys(("ông", "ở", ".", ",", "(", ")", "là", "TP", "nay"), "O"),
    "Phạm": "B-PER",
    "Văn": "I-PER",
    "Thể": "I-PER",
    "Hạ": "B-LOC",
    "Long": "I-LOC",
    "TK": "B-ORG",
    "##V": "B-PER",
    "Ti": "I-LOC",
    "##ên": "O",
    "Tết": "B-MISC",
}
TEXT = "ông Phạm Văn Thể ở Hạ Long, TKV (Tiên) là Tết."


def found(recognizer: Recognizer, text: str) -> list[tuple[str, str]]:
    document = Document("d", text)
    (spans,) = recognizer.spans([document])
    return [(span.type, document.normalized.text[span.start : span.end]) for span in spans]


@pytest.fixture(scope="module", autouse=True)
def no_connection() -> Any:
    """Nothing here may open a connection."""

    def refuse(*_: object) -> None:
        raise AssertionError("a connection was opened")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", refuse)
        yield


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("torch")
    pytest.importorskip("transformers")
    return tiny.save_bert(tmp_path_factory.mktemp("bert") / "names", PIECES, LABELS)


@pytest.fixture(scope="module")
def recognizer(folder: Path) -> Recognizer:
    return load_engine("transformers", str(folder))


def test_words_are_labelled_by_their_first_subword_and_marks_are_cut_off(recognizer: Recognizer) -> None:
    assert found(recognizer, TEXT) == [
        ("PER", "Phạm Văn Thể"),
        ("LOC", "Hạ Long"),
        ("ORG", "TKV"),
        ("LOC", "Tiên"),
    ]


def test_offsets_are_those_of_the_document_in_any_unicode_form(recognizer: Recognizer) -> None:
    import unicodedata

    text = "\ufeff  " + unicodedata.normalize("NFD", TEXT) + "\r\n\r\n\t" + TEXT
    document = Document("d", text)
    (spans,) = recognizer.spans([document])
    cut = [text[slice(*document.normalized.original(span.start, span.end))] for span in spans]
    names = ["Phạm Văn Thể", "Hạ Long", "TKV", "Tiên"]
    assert cut == [unicodedata.normalize("NFD", name) for name in names] + names


def test_scores_are_given_on_request_and_are_probabilities(recognizer: Recognizer) -> None:
    document = Document("d", TEXT)
    (without,), (spans,) = recognizer.spans([document]), recognizer.spans([document], scores=True)
    assert [span.score for span in without] == [None] * 4
    scores = [span.score for span in spans]
    assert all(score is not None and 0.5 < score <= 1 and score == round(score, 4) for score in scores)


def test_a_long_sentence_is_read_in_windows(recognizer: Recognizer) -> None:
    text = " ".join(["ông Phạm Văn Thể ở Hạ Long"] * 100)
    assert len(Document("d", text).sentence_spans) == 1
    assert found(recognizer, text) == [("PER", "Phạm Văn Thể"), ("LOC", "Hạ Long")] * 100


def test_what_is_found_does_not_depend_on_the_documents_beside_it(recognizer: Recognizer) -> None:
    texts = ["", TEXT, " ".join([TEXT[:-1]] * 9), "nay", "Hạ Long. " * 30]
    together = recognizer.spans([Document(str(n), text) for n, text in enumerate(texts)], scores=True)
    apart = [recognizer.spans([Document("d", text)], scores=True)[0] for text in texts]
    assert together == apart
    assert recognizer.spans([]) == []


@settings(max_examples=25)
@given(any_text())
def test_any_text_gives_disjoint_spans_in_order(recognizer: Recognizer, text: str) -> None:
    document = Document("d", text)
    (spans,) = recognizer.spans([document])
    end = 0
    for span in spans:
        assert end <= span.start < span.end <= len(document.normalized.text)
        end = span.end


@pytest.mark.parametrize(
    "text", ["\ud800 Hạ Long", "\x00\x00", "Hạ Long" + "!" * 20_000, "[SEP] Hạ Long", "x" * 30_000]
)
def test_odd_texts_do_no_harm(recognizer: Recognizer, text: str) -> None:
    assert found(recognizer, text) == [("LOC", "Hạ Long")] * ("Hạ Long" in text)


def test_a_tokenizer_of_words_without_offsets(tmp_path: Path) -> None:
    """PhoBERT's is the one: it wants `Hạ_Long` and tells no offsets."""
    pytest.importorskip("torch")
    pytest.importorskip("transformers")
    pieces = {"Ông": "O", "Phạm_Văn_Thể": "PER", "ở": "O", "Hạ_Long": "LOC", ".": "O"}
    loaded = load_engine(
        "transformers", str(tiny.save_phobert(tmp_path / "pho", pieces, ("O", "PER", "LOC")))
    )
    expected = [("PER", "Phạm Văn Thể"), ("LOC", "Hạ Long")]
    assert found(loaded, "Ông Phạm Văn Thể ở Hạ Long. ") == expected
    assert found(loaded, "Phạm \tVăn Thể")[0] == ("PER", "Phạm \tVăn Thể")
    assert found(loaded, "Ông Phạm Văn Thể ở Hạ Long " * 20) == expected * 20


def test_a_base_model_without_a_trained_head_is_refused(tmp_path: Path) -> None:
    pytest.importorskip("torch")
    transformers = pytest.importorskip("transformers")
    folder = tiny.save_bert(tmp_path / "base", PIECES, LABELS)
    transformers.BertModel.from_pretrained(folder).save_pretrained(folder)
    with pytest.raises(QnmineError, match=r"base: not trained for token classification .*classifier"):
        load_engine("transformers", str(folder))


def test_a_model_for_something_else_is_refused(tmp_path: Path) -> None:
    pytest.importorskip("torch")
    pytest.importorskip("transformers")
    folder = tiny.save_bert(tmp_path / "pos", {"đi": "VERB"}, ("NOUN", "VERB"))
    with pytest.raises(QnmineError, match=r"person, organization or place: NOUN, VERB$"):
        load_engine("transformers", str(folder))


def test_a_folder_without_a_model_is_one_clear_line(tmp_path: Path) -> None:
    pytest.importorskip("torch")
    pytest.importorskip("transformers")
    with pytest.raises(QnmineError, match=r"^transformers: \S+: the model cannot be loaded: [^\n]+$"):
        load_engine("transformers", str(tmp_path))


def test_the_libraries_are_an_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "transformers", None)
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setenv("HF_HUB_DISABLE_TELEMETRY", "1")
    with pytest.raises(QnmineError, match=r"^transformers: [^\n]+; pip install 'qnmine\[transformers\]'$"):
        load_engine("transformers", str(tmp_path))


@pytest.mark.parametrize(
    ("model", "message"),
    [(None, "no model of its own; name the folder"), ("vinai/phobert-base", "only with --download")],
)
def test_nothing_is_fetched_unasked(model: str | None, message: str) -> None:
    with pytest.raises(QnmineError, match=message):
        load_engine("transformers", model)


class Library:
    """Stands for transformers: remembers how it was asked for a model."""

    def __init__(self, missing: list[str]) -> None:
        self.asked: list[dict[str, Any]] = []
        self.missing = missing
        self.AutoTokenizer = self.AutoModelForTokenClassification = self
        self.utils = self.logging = self

    def get_verbosity(self) -> int:
        return 30

    def is_progress_bar_enabled(self) -> bool:
        return True

    def set_verbosity_error(self) -> None: ...
    def set_verbosity(self, _: int) -> None: ...
    def disable_progress_bar(self) -> None: ...
    def enable_progress_bar(self) -> None: ...

    def from_pretrained(self, name: str, **options: Any) -> Any:
        self.asked.append({"name": name, **options})
        return (self, {"missing_keys": self.missing}) if "output_loading_info" in options else self

    def float(self) -> Library:
        return self

    def eval(self) -> Library:
        return self


@pytest.mark.parametrize("download", [True, False])
def test_the_hub_is_asked_only_on_request(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, download: bool
) -> None:
    library = Library([])
    monkeypatch.setattr(pretrained, "_library", lambda *, offline: library if offline != download else None)
    model = "some/model" if download else str(tmp_path)
    assert pretrained.load_pretrained(model, download=download) == (library, library)
    for asked in library.asked:
        assert asked["name"] == model
        assert asked["local_files_only"] is not download
        assert asked["trust_remote_code"] is False
    assert len(library.asked) == 2
