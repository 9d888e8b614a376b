"""Corrections by hand: a file of lines that mend mentions, so that a wrong entity stays corrected.

The file is a CSV table (`,`, `;` or tab; UTF-8, with or without a byte-order mark) with the columns `action`,
`text`, `type`, `name` and `doc` in any order; other columns are notes. A line concerns the document `doc`, or
all documents when that is empty:

- `drop` removes the mentions whose text is `text`; with `type` those of this type only, with `name` those of
  this name only (`text` may then be empty: the whole entity).
- `retype` gives the mentions whose text is `text` the `type`, and the `name` if there is one.
- `rename` gives the mentions whose text or name is `text` the `name`; with `type` those of this type only.
- `merge` gives the mentions whose name is `text` the `name`, so that two entities are one; with `type` those
  of this type only.
- `add` makes every occurrence of `text` a mention of the `type` under the `name` (empty: the one that the
  text has elsewhere in the document, else the text itself). The text stands at word boundaries; a line break
  may stand for a space. An occurrence that is a mention already gets the type, and the name if there is one.
  Shorter mentions inside an occurrence give way to it, as the outermost name counts; inside a longer mention,
  or across the end of one, nothing is added, unless that one is dropped. Of two added texts the longer wins.

Texts and names are compared in normalised form (NFC, one tone-mark style, white space squeezed), upper and
lower case apart. Lines hold from the first to the last, so later ones win: a mention that the lines above
renamed is found under its new name and under the one that it had. A text that is added in several lines is
what the last of them says, and the lines below that one hold for it too.
"""

from qnmine.entities.corrections.applying import Corrections
from qnmine.entities.corrections.reading import ACTIONS, Correction, read_corrections

__all__ = ["ACTIONS", "Correction", "Corrections", "read_corrections"]
