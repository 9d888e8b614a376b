"""qnmine from Python, cell by cell: `python examples/python_api.py`, in the folder that has `seeds/`.

The articles in `seeds/` are real, those of `examples/news.csv` are invented. It is the code that the commands
run: the rows are the same, and so are their columns. Only the network needs something more, networkx (the
extra `plot`).
"""

# %% What is needed: pandas comes with qnmine
from __future__ import annotations

import pandas as pd

import qnmine

pd.set_option("display.width", 110, "display.max_columns", 20, "display.precision", 4)


def title(text: str) -> None:
    """Print a line between the cells."""
    print(f"\n== {text}")


# %% Documents: of a folder, of a table with metadata, of a string
title("Documents")
articles = list(qnmine.read("seeds/"))
news = list(qnmine.read("examples/news.csv", keep=["date", "section"]))
sentence = qnmine.Document("mine", "Ông Phạm Văn Thể thăm TP. Hạ Long ngày 25/6/2024, tài trợ 2,8 tỷ đồng.")
for document in (articles[0], news[0], sentence):
    print(document.id, len(document.text), dict(document.meta))
# `read` streams: a loop over `qnmine.read(…)` holds one document at a time, however large the corpus is.

# %% Rows about one document (or a string): frozen dataclasses, which make a DataFrame as they are
title("Rows of a document")
print(pd.DataFrame(qnmine.tokenize(sentence, pos=True))[["token", "start", "end", "word", "pos"]].head(4))
print(pd.DataFrame(qnmine.entities(sentence, scores=True))[["start", "end", "text", "type", "name", "score"]])
print(pd.DataFrame(qnmine.numbers(sentence))[["text", "kind", "value", "unit"]])
print(pd.DataFrame(qnmine.dates(sentence))[["text", "kind", "value", "begins", "ends"]])
print(len(pd.DataFrame(qnmine.sentences(articles[0]))), "sentences in", articles[0].id)

# %% Offsets: every row is a slice of its text as it was read, in decomposed Unicode (NFD) too
title("Offsets")
decomposed = "Hoa\u0300 bi\u0300nh o\u031b\u0309 Qua\u0309ng Ninh"
for place in qnmine.entities(decomposed):
    assert decomposed[place.start : place.end] == place.text
    print(f"{place.start}-{place.end} of {len(decomposed)} code points: {place.text!a}, name: {place.name}")

# %% Many documents at once (faster), with names: short forms and abbreviations have that of the whole
title("Entities of the articles")
found = list(qnmine.entities_of(articles))  # pairs of a document and its mentions
mentions = pd.DataFrame(mention for _, of_document in found for mention in of_document)
print(mentions["type"].value_counts().to_dict())
print(mentions.loc[mentions["text"].isin(["Thể", "HĐND tỉnh"]), ["doc", "text", "name"]].drop_duplicates())
for entity in qnmine.aggregate(mention for _, of_document in found for mention in of_document)[:3]:
    print(entity.mentions, entity.docs, entity.type, entity.name, entity.variants)

# %% Corrections: what the model gets wrong, or what your question counts otherwise, as a table of your own
title("Corrections")
corrections = qnmine.Corrections.read("examples/corrections.csv")
corrected = [row for _, rows in qnmine.entities_of(articles, corrections=corrections) for row in rows]
print(corrections.unused() or "every line was of use")
print(*(entity for entity in qnmine.aggregate(corrected) if entity.name == "Hồ Chí Minh"))

# %% Places: the official code, and what the unit is since the mergers of 1 July 2025
title("Places")
in_address = list(qnmine.entities("Ông sống ở tỉnh Bắc Giang, trước ở huyện Bình Liêu, Quảng Ninh."))
for mention, units in zip(in_address, qnmine.places_of(in_address), strict=True):
    for unit in units:
        print(mention.text, unit.code, unit.relation, "->", unit.current_name, unit.current_code)

# %% Numbers and dates of a corpus; hôm qua ("yesterday") has a value only beside a day that you name
title("Numbers and dates")
numbers = pd.DataFrame(row for document in articles for row in qnmine.numbers(document))
largest = numbers[numbers["unit"] == "VND"].nlargest(2, "value").astype({"value": "int64"})
print(largest[["text", "value", "modifier"]])
dates = pd.DataFrame(row for document in news for row in qnmine.dates(document, date_column="date"))
print(dates[dates["basis"] == "document"][["doc", "text", "value", "begins", "ends"]].head(2))

# %% Keywords: count words, then rank. Counts grow batch by batch, and those of parts add up (`merge`)
title("Keywords")
counts, of_the_rest = qnmine.WordCounts(), qnmine.WordCounts()
counts.add_documents(qnmine.running_words(news[:40]))
of_the_rest.add_documents(qnmine.running_words(news[40:]))  # elsewhere perhaps: counts can be pickled
counts.merge(of_the_rest)
my_stopwords = qnmine.stopwords() | {"ông", "bà", "tỉnh"}  # the shipped list, and words of one's own
print(counts.documents, "documents,", counts.words, "words")
keywords = pd.DataFrame(qnmine.keywords(counts, stopwords=my_stopwords))
print(keywords[["term", "count", "docs", "per_million"]].head(3))

# %% Keyness: what sets texts apart from general Vietnamese (or any other `Reference`)
title("Keyness")
with qnmine.TermCounts(qnmine.WordTerms(stopwords=my_stopwords)) as terms:
    terms.add_documents(qnmine.running_words(articles))
    ranked = qnmine.ranked_terms(terms, "log_likelihood", reference=qnmine.general_reference())
    keyness = pd.DataFrame(row for _, row in ranked)
print(keyness[["term", "count", "reference_count", "log_likelihood", "log_ratio"]].head(3))

# %% Compare: two groups of one corpus, here two sections of the news; each document brings its group
title("Compare")
of_courts = [document for document in news if document.meta["section"] == "Pháp luật"]
of_government = [document for document in news if document.meta["section"] == "Chính quyền"]
with qnmine.TermCounts(qnmine.WordTerms(stopwords=my_stopwords), grouped=True) as terms:
    terms.add_documents(qnmine.running_words(of_courts), [0] * len(of_courts))
    terms.add_documents(qnmine.running_words(of_government), [1] * len(of_government))
    compared = pd.DataFrame(qnmine.compare(terms, min_count=5))
columns = ["more_in", "term", "count_a", "count_b", "log_likelihood", "log_ratio"]
print(compared.groupby("more_in").head(2)[columns])

# %% Collocations: the words around a query, as in `concordance`
title("Collocations")
around = qnmine.CollocationCounts(qnmine.Query.parse("kinh tế"), span=(5, 5))
around.add_documents(qnmine.running_words(articles))
collocates = pd.DataFrame(qnmine.collocations(around, stopwords=my_stopwords))
print(collocates[["collocate", "count", "left", "right", "log_dice"]].head(3))

# %% Concordance: every place of a query, here sorted by the word to the right of it
title("Concordance")
for line in list(qnmine.concordance("chuyển (đổi|giao)", articles, width=25, order=["R1"]))[:4]:
    print(f"{line.left:>26}[{line.text}]{line.right}".replace("\n", "↵"))

# %% Dispersion: how evenly words and phrases are spread over the documents (dp: 0 is evenly)
title("Dispersion")
places = qnmine.QueryOccurrences([qnmine.Query.parse(each) for each in ("kinh tế", "chuyển đổi số")])
places.add_documents(qnmine.running_words(articles))
print(pd.DataFrame(qnmine.dispersions(places))[["term", "count", "range", "dp"]])

# %% Words of one's own: a segmenter that leaves them whole
title("Words of one's own")
plain, mine = qnmine.load_segmenter(), qnmine.load_segmenter(words=["kinh tế số"])
for segmenter in (plain, mine):
    print([token.word for token in qnmine.tokenize("Phát triển kinh tế số.", segmenter)])

# %% Another recogniser: an engine by its name, a model file of `qnmine train` with `model="mine.model"`
title("Another recogniser")
other = qnmine.load_engine("underthesea")
print([(mention.text, mention.type) for mention in qnmine.entities(sentence, recognizer=other)])

# %% A network of the entities that share a sentence, for networkx
title("Network")
together = qnmine.Cooccurrences("sentence")
for document, of_document in found:
    together.add_document(document, of_document)
edges = pd.DataFrame(together.edges(min_count=2))
try:
    import networkx as nx
except ModuleNotFoundError:
    print(len(edges), "pairs; networkx comes with the extra `plot`")
else:
    graph = nx.from_pandas_edgelist(edges, edge_attr=["count", "npmi"])
    print(graph, "- the most connected:", *max(graph.degree, key=lambda pair: pair[1]))

# %% Errors: without `on_error` the first document that can't be read is raised; with it the others go on
title("Errors")
failures: list[qnmine.DocumentError] = []
texts = [document.text for document in qnmine.read("examples/odd/broken.jsonl", on_error=failures.append)]
print(len(texts), "documents were read, these were not:")
print(*(f"  {error.name}: {error.reason}" for error in failures), sep="\n")
try:
    list(qnmine.read("examples/odd/cp1258.txt"))
except qnmine.DocumentError as error:
    print(error)
print(next(qnmine.read("examples/odd/cp1258.txt", encoding="cp1258")).text.splitlines()[0])  # the remedy

# %% To look at: in a notebook `display` is in colour, elsewhere in brackets; `explain` tells what decided
title("Display and explain")
print(qnmine.display(sentence, values=True, lang="en"))
(explained,) = qnmine.explain("Ông Thể thăm Hạ Long.", steps=["entities"]).sentences
for each in explained.entities.mentions:  # the weights of all evidence add up to the margin
    clues = ", ".join(f"{evidence.group} {evidence.weight:+.1f}" for evidence in each.evidence[:3])
    print(f"{each.mention.text}: {each.mention.type} before {each.rival} by {each.margin:.1f}: {clues} ...")
