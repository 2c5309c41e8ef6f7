"""A query tree becomes a plan: the same shape, with every word cut into what the index holds.

A word with parts (e-mail, a short run of an unspaced script) is a `Chain` of terms that follow one another. A long run
without blanks is a sentence: its bigrams become words of their own. Among several words the stop words of the query's
language are not required, and where the words make a question, only as many as `finding` asks for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace

from index.search import kana, tree
from index.search.analysis import Reading, Word, bigrams, is_unspaced, readings
from index.search.engine import UnansweredLeaf
from index.search.names import TEXT, TEXT_WORDS, TITLE, TITLE_WORDS
from index.search.stop_words import is_stop, is_stop_run

LONGEST_CHAIN = 3
"""Bigrams of an unspaced run that must follow one another; a longer run is a sentence."""

QUESTION_FROM = 4
"""Words (stop words not counted) from which on nobody expects an article to hold all of them."""

SENTENCE_STOPS, SENTENCE_WORDS = 2, 3
"""A sentence shows in its stop words: with so many of them and of other words a query is a question as well."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Where to look: a field of stems, and one of exact words."""

    stems: str
    words: str


EVERYWHERE = Scope(TEXT, TEXT_WORDS)
IN_TITLE = Scope(TITLE, TITLE_WORDS)


@dataclass(frozen=True, slots=True)
class Term:
    """One word, in any form. `place` counts the words of the query.

    `plain`: it was written without quotes. `cut`: it is a piece of a sentence without blanks.
    """

    word: str
    scope: Scope
    stop: bool = False
    plain: bool = True
    cut: bool = False
    place: int = 0


@dataclass(frozen=True, slots=True)
class Chain:
    """Words that follow one another, or the one word that they make when written together (`joined`).

    `open`: the last is only a beginning. `plain`: it was written without quotes.
    """

    words: tuple[str, ...]
    scope: Scope
    joined: str = ""
    open: bool = False
    plain: bool = False
    place: int = 0

    @property
    def is_open(self) -> bool:
        """Whether the last word may be a beginning: it was typed so, or is a lone character, which bigrams hold."""
        return self.open or (len(self.words[-1]) == 1 and is_unspaced(self.words[-1]))


@dataclass(frozen=True, slots=True)
class Beginning:
    """Every exact word that begins so."""

    text: str
    scope: Scope
    place: int = 0


@dataclass(frozen=True, slots=True)
class Likeness:
    """Every exact word within an edit distance."""

    word: str
    distance: int
    scope: Scope
    place: int = 0


@dataclass(frozen=True, slots=True)
class Given:
    """These articles."""

    ids: Collection[int] = field(compare=False)


@dataclass(frozen=True, slots=True)
class Every:
    """All articles."""


@dataclass(frozen=True, slots=True)
class Without:
    """What the part does not match."""

    part: Plan


@dataclass(frozen=True, slots=True)
class Both:
    """What all parts match. `optional` parts only rank; of the `asked` ones, enough must match (a question)."""

    parts: tuple[Plan, ...]
    optional: tuple[Plan, ...] = ()
    asked: tuple[Plan, ...] = ()


@dataclass(frozen=True, slots=True)
class Either:
    """What at least one part matches."""

    parts: tuple[Plan, ...]


Leaf = Term | Chain | Beginning | Likeness
Plan = Leaf | Given | Every | Without | Both | Either


def plan_of(query: tree.Query, languages: Sequence[str]) -> Plan:
    """The plan of a tree whose facts are answered; `languages` are those whose stop words count.

    Raises UnansweredLeaf on one that the engine cannot know (`Where`, `Saved`, `Similar`).
    """
    return _Planner(tuple(languages)).plan(query, EVERYWHERE)


def wanted(plan: Plan) -> Iterator[Leaf]:
    """The leaves that a document is found for, in the order of the query."""
    match plan:
        case Without() | Given() | Every():
            return
        case Both(parts, optional, asked):
            leaves = [leaf for part in (*parts, *optional, *asked) for leaf in wanted(part)]
            yield from sorted(leaves, key=lambda leaf: leaf.place)
        case Either(parts):
            for part in parts:
                yield from wanted(part)
        case _:
            yield plan


def has_question(plan: Plan) -> bool:
    """Whether part of the plan is read as a question."""
    match plan:
        case Both(parts, _, asked):
            return bool(asked) or any(has_question(part) for part in parts)
        case Either(parts):
            return any(has_question(part) for part in parts)
    return False


class _Planner:
    def __init__(self, languages: tuple[str, ...]) -> None:
        self._languages = languages
        self._place = 0

    def plan(self, query: tree.Query, scope: Scope) -> Plan:
        match query:
            case tree.And(parts, question):
                return self._both([self.plan(part, scope) for part in parts], question=question)
            case tree.Or(parts):
                return self._either(parts, scope)
            case tree.Not(part):
                return Without(self.plan(part, scope))
            case tree.InTitle(part):
                return self.plan(part, IN_TITLE)
            case tree.Word(text):
                return self._both(self._words(text, scope))
            case tree.Phrase(text):
                return self._phrase(text, scope)
            case tree.Prefix(text):
                return self._prefix(text, scope)
            case tree.Fuzzy(text, distance):
                return self._fuzzy(text, distance, scope)
            case tree.Ids(ids):
                return Given(ids)
            case tree.All():
                return Every()
        raise UnansweredLeaf(f"the leaf {query} was not answered before the engine was asked")

    def _either(self, parts: Sequence[tree.Query], scope: Scope) -> Either:
        """Alternatives: all of them stand in the same place of the query."""
        first = furthest = self._place
        planned: list[Plan] = []
        for part in parts:
            self._place = first
            planned.append(self.plan(part, scope))
            furthest = max(furthest, self._place)
        self._place = furthest
        return Either(tuple(planned))

    def _next(self, words: int = 1) -> int:
        self._place += words
        return self._place - words

    # Leaves

    def _words(self, text: str, scope: Scope) -> list[Plan]:
        return [leaf for reading in readings(text) for leaf in self._token(reading, scope)]

    def _token(self, reading: Reading, scope: Scope) -> Iterator[Plan]:
        words = tuple(word.text for word in reading.words)
        if words and is_unspaced(words[0]):
            yield from self._run(words, scope)
        elif len(words) == 1:
            if reading.joined:
                term = self._term(words[0], scope)
                yield Either((term, replace(term, word=reading.joined)))
            else:
                yield self._term(words[0], scope)
        elif words:
            yield Chain(words, scope, reading.joined, plain=True, place=self._next(len(words)))

    def _run(self, words: tuple[str, ...], scope: Scope) -> Iterator[Plan]:
        """A run without blanks, as its bigrams: one word where it is short or in kana, a sentence where it is long."""
        run = "".join(word[0] for word in words) + words[-1][1:]
        if is_stop_run(run):
            yield from (Term(word, scope, stop=True, place=self._next()) for word in words)
        elif kana.is_word(run):
            yield self._kana(run, scope, self._next(len(words)))
        elif len(words) > LONGEST_CHAIN:
            yield from (replace(self._term(word, scope), cut=True) for word in words)
        else:
            yield _followed(run, scope, self._next(len(words)))

    def _kana(self, run: str, scope: Scope, place: int) -> Plan:
        """A word in kana, in each of its writings."""
        written = [_followed(writing, scope, place) for writing in kana.writings(run) if not is_stop_run(writing)]
        return Either(tuple(written)) if len(written) > 1 else written[0]

    def _term(self, word: str, scope: Scope) -> Term:
        return Term(word, scope, is_stop(word, self._languages), place=self._next())

    def _phrase(self, text: str, scope: Scope) -> Plan:
        is_open = text.endswith("*")
        words = [word.text for reading in readings(text) for word in reading.words]
        joined = [reading.joined for reading in readings(text)]
        if is_open and len(words) == 1:
            return Beginning(words[0], scope, self._next())
        if len(words) == 1:
            return Term(words[0], scope, plain=False, place=self._next())
        one = joined[0] if len(joined) == 1 else ""
        return Chain(tuple(words), scope, one, open=is_open, place=self._next(len(words)))

    def _prefix(self, text: str, scope: Scope) -> Plan:
        found: list[Word] = [word for reading in readings(text) for word in reading.words]
        joined = [reading.joined for reading in readings(text)]
        if len(found) == 1:
            return Beginning(found[0].text, scope, self._next())
        chain = Chain(tuple(word.text for word in found), scope, open=True, place=self._next(len(found)))
        if len(joined) == 1 and joined[0]:
            return Either((chain, Beginning(joined[0], scope, chain.place)))
        return chain

    def _fuzzy(self, text: str, distance: int, scope: Scope) -> Plan:
        words = [word.text for reading in readings(text) for word in reading.words]
        return self._both([Likeness(word, distance, scope, self._next()) for word in words])

    # Joining

    def _both(self, parts: Sequence[Plan], *, question: bool = False) -> Plan:
        """The parts joined: stop words optional beside others, many words a question."""
        flat: list[Plan] = []
        for part in parts:
            flat.extend((*part.parts, *part.optional, *part.asked) if isinstance(part, Both) else (part,))
        if len(flat) == 1:
            return flat[0]
        content = [part for part in flat if _is_content(part)]
        stops = [part for part in flat if isinstance(part, Term) and part.stop]
        others = [part for part in flat if part not in content and part not in stops]
        is_sentence = len(stops) >= SENTENCE_STOPS and len(content) >= SENTENCE_WORDS
        is_sentence |= any(isinstance(part, Term) and part.cut for part in content)
        if content and (question or is_sentence or len(content) >= QUESTION_FROM):
            return Both(tuple(others), tuple(stops), tuple(term for part in content for term in self._dissolved(part)))
        if not content and not any(leaf for part in others for leaf in wanted(part)):
            return Both((*others, *stops))
        return Both((*content, *others), tuple(stops))

    def _dissolved(self, part: Plan) -> Iterator[Plan]:
        """In a question the parts of a word stand for themselves, and a run without blanks is a piece of it."""
        if isinstance(part, Either) and isinstance(part.parts[0], Chain):
            part = part.parts[0]
        if isinstance(part, Term):
            yield replace(part, cut=is_unspaced(part.word))
            return
        if not isinstance(part, Chain):
            yield part
            return
        for at, word in enumerate(part.words):
            stop = is_stop(word, self._languages)
            yield Term(word, part.scope, stop, cut=is_unspaced(word), place=part.place + at)


def _is_content(part: Plan) -> bool:
    """Whether a part is a word of a sentence that says what it is about: a last word still open is one, too."""
    match part:
        case Term(stop=stop, plain=plain):
            return plain and not stop
        case Chain(plain=plain):
            return plain
        case Either((Term(word), Beginning(text))):
            return word == text
        case Either((Chain() | Term() as first, *others)):
            return first.plain and is_unspaced(_begin(first)) and all(isinstance(each, Chain | Term) for each in others)
    return False


def _begin(leaf: Term | Chain) -> str:
    return leaf.word if isinstance(leaf, Term) else leaf.words[0]


def _followed(run: str, scope: Scope, place: int) -> Term | Chain:
    """A run without blanks that stands so in the text."""
    words = tuple(bigrams(run))
    return Term(words[0], scope, place=place) if len(words) == 1 else Chain(words, scope, plain=True, place=place)
