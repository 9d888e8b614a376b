"""The options that commands share, in the groups in which a command takes them."""

from qnmine.cli.options.command import Command, NameList, examples
from qnmine.cli.options.corpus import CorpusOptions, corpus_options
from qnmine.cli.options.counting import CountOptions, count_options, count_options_from
from qnmine.cli.options.engine import EngineOptions, engine_options
from qnmine.cli.options.entities import EntityOptions, corrections_option, entity_options, type_option
from qnmine.cli.options.expressions import (
    DateOptions,
    NumberOptions,
    TimelineCommand,
    date_options,
    number_options,
)
from qnmine.cli.options.grouping import GroupOptions, group_options
from qnmine.cli.options.output import OutputOptions, output_options
from qnmine.cli.options.queries import QueryOptions, query_options
from qnmine.cli.options.running import RunOptions, run_options, verbosity_options
from qnmine.cli.options.words import WordOptions, word_options

__all__ = [
    "Command",
    "CorpusOptions",
    "CountOptions",
    "DateOptions",
    "EngineOptions",
    "EntityOptions",
    "GroupOptions",
    "NameList",
    "NumberOptions",
    "OutputOptions",
    "QueryOptions",
    "RunOptions",
    "TimelineCommand",
    "WordOptions",
    "corpus_options",
    "corrections_option",
    "count_options",
    "count_options_from",
    "date_options",
    "engine_options",
    "entity_options",
    "examples",
    "group_options",
    "number_options",
    "output_options",
    "query_options",
    "run_options",
    "type_option",
    "verbosity_options",
    "word_options",
]
