from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from qnmine.errors import QnmineError
from qnmine.words.underthesea import adapter, installed
from qnmine.words.underthesea.adapter import load_entity_tagger, load_segmenter, load_tagger
from qnmine.words.underthesea.calling import CallingEntityTagger, CallingSegmenter, CallingTagger
from qnmine.words.underthesea.entities import UndertheseaEntityTagger
from qnmine.words.underthesea.segmenter import UndertheseaSegmenter
from qnmine.words.underthesea.tagger import UndertheseaTagger

FOLDER = installed.package()
WORDS = installed._WORD_MODEL


@pytest.fixture
def fresh(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """Loads anew in this test, with a cache of its own."""
    monkeypatch.setenv("QNMINE_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setattr(adapter, "load_segmenter", load_segmenter.__wrapped__)
    monkeypatch.setattr(adapter, "load_tagger", load_tagger.__wrapped__)
    monkeypatch.setattr(adapter, "load_entity_tagger", load_entity_tagger.__wrapped__)
    return monkeypatch


@pytest.fixture
def copy(tmp_path: Path, fresh: pytest.MonkeyPatch) -> Path:
    """A copy of the files of underthesea that we read, in place of the installed ones."""
    models = [f"{WORDS}/{name}" for name in ("models.bin", "features.bin", "dictionary.bin")]
    folder = tmp_path / "underthesea"
    for name in (
        *installed._WORD_CODE,
        *installed._TAG_CODE,
        *installed._ENTITY_CODE,
        *models,
        installed._NORMALIZATION,
        installed._TAG_MODEL,
        installed._ENTITY_MODEL,
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(FOLDER / name, folder / name)
    fresh.setattr(adapter, "package", lambda: folder)
    return folder


def test_the_installed_version_is_known() -> None:
    assert isinstance(load_segmenter(), UndertheseaSegmenter)
    assert isinstance(load_tagger(), UndertheseaTagger)
    assert isinstance(load_entity_tagger(), UndertheseaEntityTagger)
    assert load_segmenter() is load_segmenter()


def test_the_copied_files_are_all_that_is_needed(copy: Path) -> None:
    assert isinstance(adapter.load_segmenter(), UndertheseaSegmenter)
    assert isinstance(adapter.load_tagger(), UndertheseaTagger)
    assert isinstance(adapter.load_entity_tagger(), UndertheseaEntityTagger)


def unknown_template(folder: Path) -> None:
    path = folder / WORDS / "features.bin"
    path.write_bytes(path.read_bytes().replace(b"T[0].isdigit", b"T[0].isupper"))


def dangerous_pickle(folder: Path) -> None:
    (folder / WORDS / "features.bin").write_bytes(b"cos\nsystem\n(S'exit 3'\ntR.")


@pytest.mark.parametrize(
    ("name", "change"),
    [
        (f"{WORDS}/models.bin", lambda path: path.write_bytes(path.read_bytes()[:-1])),
        (f"{WORDS}/models.bin", Path.unlink),
        (f"{WORDS}/dictionary.bin", lambda path: path.write_bytes(b"\x80\x04}.")),
        (f"{WORDS}/dictionary.bin", lambda path: path.write_bytes(b"\x80\x04(\x8c\x04th sl.")),
        ("pipeline/word_tokenize/__init__.py", lambda path: path.write_text("word_tokenize = None")),
        ("pipeline/word_tokenize/regex_tokenize.py", lambda path: path.write_text("patterns = None")),
        (installed._NORMALIZATION, lambda path: path.write_bytes(b"\x80\x04}.")),
        ("", unknown_template),
        ("", dangerous_pickle),
    ],
)
def test_unknown_files_for_words_are_left_to_underthesea(copy: Path, name: str, change: object) -> None:
    assert callable(change)
    change(copy / name)
    segmenter = adapter.load_segmenter()
    assert isinstance(segmenter, CallingSegmenter)
    assert segmenter.words(["Hà Nội là thủ đô."]) == [["Hà Nội", "là", "thủ đô", "."]]
    assert segmenter.segment(["Hà Nội là thủ đô."]) == [[(0, 6), (7, 9), (10, 16), (16, 17)]]


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (installed._TAG_MODEL, b"FOMC", b"FOMD"),
        ("pipeline/pos_tag/model_crf.py", b'"T[-1].istitle"', b'"T[-1].isallcap"'),
        ("pipeline/pos_tag/tagged_feature.py", b"BOS", b"<s>"),
    ],
)
def test_unknown_files_for_tags_are_left_to_underthesea(
    copy: Path, name: str, old: bytes, new: bytes
) -> None:
    path = copy / name
    path.write_bytes(path.read_bytes().replace(old, new))
    tagger = adapter.load_tagger()
    assert isinstance(tagger, CallingTagger)
    assert tagger.tag([["Hà Nội", "là", "thủ đô"], []]) == [["Np", "V", "N"], []]
    assert isinstance(adapter.load_segmenter(), UndertheseaSegmenter)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (installed._ENTITY_MODEL, b"FOMC", b"FOMD"),
        ("pipeline/ner/model_crf.py", b'"T[-1].istitle"', b'"T[-1].isallcap"'),
        ("pipeline/ner/__init__.py", b"chunk(", b"pos_tag("),
        ("pipeline/chunking/__init__.py", b"pos_tag(", b"tag("),
    ],
)
def test_unknown_files_for_entities_are_left_to_underthesea(
    copy: Path, name: str, old: bytes, new: bytes
) -> None:
    path = copy / name
    changed = path.read_bytes().replace(old, new)
    assert changed != path.read_bytes()
    path.write_bytes(changed)
    tagger = adapter.load_entity_tagger()
    assert isinstance(tagger, CallingEntityTagger)
    assert tagger.labels([["ở", "Hà Nội"], []], [["E", "Np"], []]) == [["O", "B-LOC"], []]


def test_templates_for_entities_that_cannot_be_read_in_bulk_are_unknown(
    copy: Path, fresh: pytest.MonkeyPatch
) -> None:
    fresh.setattr(installed, "_check_code", lambda *_: None)
    path = copy / "pipeline/ner/model_crf.py"
    content = path.read_bytes()
    for old, new in ((b'"T[0]"', b'"T[0].is_in_dict"'), (b'"T[-2].lower"', b'"T[-2][1]"')):
        path.write_bytes(content.replace(old, new, 1))
        assert isinstance(adapter.load_entity_tagger(), CallingEntityTagger)


def test_a_template_for_the_tagger_that_needs_a_dictionary_is_unknown(
    copy: Path, fresh: pytest.MonkeyPatch
) -> None:
    fresh.setattr(installed, "_check_code", lambda *_: None)
    path = copy / "pipeline/pos_tag/model_crf.py"
    path.write_bytes(path.read_bytes().replace(b'"T[-1].istitle"', b'"T[-1].is_in_dict"'))
    assert isinstance(adapter.load_tagger(), CallingTagger)


@pytest.mark.parametrize("purpose", ["words", "parts of speech", "entities"])
def test_a_missing_underthesea_is_one_clear_line(fresh: pytest.MonkeyPatch, purpose: str) -> None:
    fresh.setattr("importlib.util.find_spec", lambda _: None)
    for module in [name for name in sys.modules if name.split(".")[0] == "underthesea"]:
        fresh.setitem(sys.modules, module, None)
    load = {
        "words": adapter.load_segmenter,
        "parts of speech": adapter.load_tagger,
        "entities": adapter.load_entity_tagger,
    }[purpose]
    message = rf"^underthesea cannot be used for {purpose}: .* pip install [^\n]*$"
    with pytest.raises(QnmineError, match=message):
        load()


def test_other_insides_are_refused(copy: Path, fresh: pytest.MonkeyPatch) -> None:
    (copy / "pipeline/word_tokenize/regex_tokenize.py").unlink()
    import re

    fresh.setattr("underthesea.pipeline.word_tokenize.regex_tokenize.patterns", re.compile("(?P<word>.)"))
    with pytest.raises(QnmineError, match="Việt Nam"):
        adapter.load_segmenter()


def run(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return done.stdout


def test_neither_words_nor_tags_import_underthesea() -> None:
    code = (
        "import sys; from qnmine.words.underthesea.adapter import load_segmenter, load_tagger;"
        "words = load_segmenter().words(['Hà Nội là thủ đô.']); tags = load_tagger().tag(words);"
        "print(len(words[0]), len(tags[0]));"
        "print(sorted({'underthesea', 'underthesea_core', 'joblib'} & {*sys.modules}))"
    )
    assert run(code).split("\n")[:2] == ["4 4", "[]"]


def test_the_words_module_does_not_import_underthesea() -> None:
    assert run("import sys, qnmine.words.tokens; print('underthesea' in sys.modules)") == "False\n"
