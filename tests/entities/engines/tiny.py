"""Tiny models for token classification, made anew: nothing is fetched, and they know what we teach them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")


def save_bert(
    folder: Path, pieces: Mapping[str, str], labels: Sequence[str], *, positions: int = 40, **config: Any
) -> Path:
    """A BERT that labels each subword by what it is, whatever stands around it.

    `pieces` gives each subword of the vocabulary its label; the unknown ones get the first label.
    """
    import torch
    from transformers import BertConfig, BertForTokenClassification

    vocabulary = [*SPECIAL, *pieces]
    tokenizer = bert_tokenizer(folder, vocabulary, positions)
    size = max(len(labels), 8)
    settings = BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=size,
        num_hidden_layers=1,
        num_attention_heads=1,
        intermediate_size=size,
        max_position_embeddings=positions,
        id2label=dict(enumerate(labels)),
        label2id={label: number for number, label in enumerate(labels)},
        **config,
    )
    torch.manual_seed(0)
    network = BertForTokenClassification(settings)
    teach(network, network.bert, {piece: labels.index(pieces.get(piece, labels[0])) for piece in vocabulary})
    network.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def teach(network: Any, body: Any, label_of: Mapping[str, int]) -> None:
    """Make a network say the label of each subword and hardly look at the others."""
    import torch

    with torch.no_grad():
        words = body.embeddings.word_embeddings.weight
        words.zero_()
        for number, label in enumerate(label_of.values()):
            words[number, label] = 9.0
        for name, weights in network.named_parameters():
            if "position_embeddings" in name or "token_type" in name or "output.dense" in name:
                weights.mul_(0.01)
        network.classifier.weight.zero_()
        for label in range(network.config.num_labels):
            network.classifier.weight[label, label] = 4.0
        network.classifier.bias.zero_()


def bert_tokenizer(folder: Path, vocabulary: Sequence[str], longest: int) -> Any:
    """A cased WordPiece tokenizer with these subwords."""
    from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors
    from transformers import PreTrainedTokenizerFast

    numbers = {piece: number for number, piece in enumerate(vocabulary)}
    tokenizer = Tokenizer(models.WordPiece(numbers, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=False, strip_accents=False)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.decoder = decoders.WordPiece()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    names = ("pad_token", "unk_token", "cls_token", "sep_token", "mask_token")
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, model_max_length=longest, **dict(zip(names, SPECIAL, strict=True))
    )


def save_phobert(folder: Path, words: Mapping[str, str], labels: Sequence[str]) -> Path:
    """A RoBERTa with the tokenizer of PhoBERT, which reads words like `Hà_Nội` and knows no offsets."""
    import torch
    from transformers import PhobertTokenizer, RobertaConfig, RobertaForTokenClassification

    folder.mkdir(parents=True, exist_ok=True)
    # Each word is one piece: merged letter by letter, which is what its byte-pair codes say.
    merges: dict[tuple[str, str], None] = {}
    for word in words:
        letters = [*word[:-1], word[-1] + "</w>"]
        while len(letters) > 1:
            merges.setdefault((letters[0], letters[1]))
            letters[:2] = [letters[0] + letters[1]]
    codes = "".join(f"{one} {two} 1\n" for one, two in merges)
    (folder / "bpe.codes").write_text(codes, encoding="utf-8")
    (folder / "vocab.txt").write_text("".join(f"{word} 1\n" for word in words), encoding="utf-8")
    tokenizer = PhobertTokenizer(str(folder / "vocab.txt"), str(folder / "bpe.codes"), model_max_length=30)
    vocabulary = sorted(tokenizer.get_vocab().items(), key=lambda entry: entry[1])
    size = max(len(labels), 8)
    settings = RobertaConfig(
        vocab_size=vocabulary[-1][1] + 1,
        hidden_size=size,
        num_hidden_layers=1,
        num_attention_heads=1,
        intermediate_size=size,
        max_position_embeddings=32,
        pad_token_id=1,
        id2label=dict(enumerate(labels)),
        label2id={label: number for number, label in enumerate(labels)},
    )
    torch.manual_seed(0)
    network = RobertaForTokenClassification(settings)
    label_of = {piece: labels.index(words.get(piece, labels[0])) for piece, _ in vocabulary}
    teach(network, network.roberta, label_of)
    network.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder
