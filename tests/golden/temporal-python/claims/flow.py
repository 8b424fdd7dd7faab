"""Move the tokens of a BPMN process, deterministically. This file is the same for every process.

A step is a method of the workflow: it runs its element, then returns the next steps of its token.
A scope is one run of a process or sub-process: its tokens, its variables, its end.
"""

import asyncio
import calendar
import re
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar, TypeVar

from temporalio import workflow
from temporalio.exceptions import ApplicationError, FailureError, is_cancelled_exception

Variables = dict[str, Any]
Step = Callable[["Scope"], Awaitable["Route"]]
Work = Callable[[], Awaitable[None]]
AnyStep = TypeVar("AnyStep", bound=Callable[..., Any])
FOR_EVER = -1
DATA_ERRORS: list[type[BaseException]] = [ArithmeticError, LookupError, TypeError]
"""Errors of a condition with unexpected data: they fail the workflow instead of being retried."""


@dataclass(frozen=True)
class Hop:
    """A token's way to its next step; `via` is the flow that it takes, if the step needs it."""

    step: Step
    via: str = ""


Route = list[Hop]


def to(step: Step, via: str = "") -> Hop:
    """Return the hop to this step."""
    return Hop(step, via)


@dataclass(frozen=True)
class Join:
    """The condition of a joining gateway: a token on every flow, or on every flow that one can still reach."""

    flows: Mapping[str, str]
    """Incoming flows, each with the step that it comes from."""
    all_of_them: bool

    def ready(self, arrived: Mapping[str, int], elsewhere: Iterable[frozenset[str]]) -> bool:
        """Return true if it can continue, given the tokens that arrived by flow and the steps that others can reach."""
        missing = {step for flow, step in self.flows.items() if not arrived.get(flow)}
        if not missing or self.all_of_them:
            return not missing
        there = {step for flow, step in self.flows.items() if arrived.get(flow)}
        return not any(missing & reached and not there & reached for reached in elsewhere)


def join_all(*flows: str) -> Callable[[AnyStep], AnyStep]:
    """Make a step wait until a token has arrived by each of these flows."""
    return _joining(Join(dict.fromkeys(flows, ""), all_of_them=True))


def join_active(flows: Mapping[str, str]) -> Callable[[AnyStep], AnyStep]:
    """Make a step wait until no other token can arrive by one of these flows, given with their source steps."""
    return _joining(Join(flows, all_of_them=False))


def _joining(join: Join) -> Callable[[AnyStep], AnyStep]:
    def mark(step: AnyStep) -> AnyStep:
        step.__dict__["join"] = join
        return step

    return mark


_DURATION = re.compile(
    r"P(?=[\dT])(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?"
    r"(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?"
)


def delay(when: object) -> timedelta:
    """Return the time from now, given seconds, an ISO 8601 duration (P1M is a month from now), or a date."""
    if isinstance(when, (int, float)):
        return timedelta(seconds=when)
    now, text = workflow.now(), str(when).strip()
    if parts := _DURATION.fullmatch(text):
        years, months, weeks, days, hours, minutes = (int(part or 0) for part in parts.groups()[:6])
        clock = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=float(parts[7] or 0))
        return _later(now, 12 * years + months) - now + clock
    try:
        date = datetime.fromisoformat(text)
    except ValueError as error:
        raise FlowError(f"{text!r} is neither an ISO 8601 duration nor a date") from error
    return max((date if date.tzinfo else date.replace(tzinfo=UTC)) - now, timedelta())


def _later(date: datetime, months: int) -> datetime:
    year, month = divmod(date.year * 12 + date.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date.replace(year=year, month=month + 1, day=min(date.day, last))


class BpmnError(ApplicationError):
    """A business error: boundary events with its code catch it, and it is not retried."""

    def __init__(self, code: str, message: str = "") -> None:
        super().__init__(message or code, type=code, non_retryable=True)


class FlowError(ApplicationError):
    """The process cannot continue, because something that it needs is missing; it is not retried."""

    def __init__(self, message: str) -> None:
        super().__init__(message, type="FlowError", non_retryable=True)


class Process:
    """The state of a process: its waiting steps, the messages that arrived, and the positions of its tokens."""

    WAYS: ClassVar[Mapping[str, Sequence[str]]] = {}
    """Steps that a token can reach from each step; only if a join needs them."""

    def __init__(self) -> None:
        self._scopes: list[Scope] = []
        self._waiting: list[str] = []
        self._messages: dict[str, list[Variables]] = {}
        self._broadcasts: dict[str, list[Variables]] = {}
        self._children: dict[str, int] = {}
        self._reached: dict[tuple[str, str], frozenset[str]] = {}

    @workflow.query
    def waiting_for(self) -> list[str]:
        """Return the updates and signals that steps wait for now."""
        return list(self._waiting)

    @workflow.query
    def active_steps(self) -> list[str]:
        """Return the steps that have a token now."""
        return [name for scope in self._scopes for name in scope.active()]

    def open(self, variables: Mapping[str, Any] | None) -> "Scope":
        """Return the outermost scope, with the input as its variables."""
        return Scope(self, Variables(variables or {}))

    def child_id(self, step: str) -> str:
        """Return the id of a child workflow, by which others signal it: `<own id>/<step>`, later ones with a number."""
        number = self._children[step] = self._children.get(step, 0) + 1
        return f"{workflow.info().workflow_id}/{step}" + (f"-{number}" if number > 1 else "")

    def reach(self, step: str, join: str) -> frozenset[str]:
        """Return every step that a token can reach from a step without passing the join."""
        if (step, join) not in self._reached:
            seen, waiting = {join, step}, [step]
            while waiting:
                new = [after for after in self.WAYS.get(waiting.pop(), ()) if after not in seen]
                seen.update(new)
                waiting += new
            self._reached[step, join] = frozenset(seen - {join})
        return self._reached[step, join]

    def expect(self, name: str) -> None:
        """Refuse an update for which nothing waits."""
        if self._waiting.count(name) <= len(self._messages.get(name, [])):
            raise ApplicationError(f"nothing waits for {name} now", type="NotWaiting")

    def post(self, name: str, payload: Variables | None) -> None:
        """Keep a message for the one step that takes it, now or later."""
        self._messages.setdefault(name, []).append(payload or {})

    def broadcast(self, name: str, payload: Variables | None) -> None:
        """Wake every step that waits for this signal now."""
        self._broadcasts.setdefault(name, []).append(payload or {})

    async def message(self, name: str) -> Variables:
        """Wait for a message; each is taken once."""
        box = self._messages.setdefault(name, [])
        self._waiting.append(name)
        try:
            while not box:
                await workflow.wait_condition(lambda: bool(box))
            return box.pop(0)
        finally:
            self._waiting.remove(name)

    async def signal(self, name: str) -> Variables:
        """Wait for the next broadcast of a signal."""
        box = self._broadcasts.setdefault(name, [])
        seen = len(box)
        self._waiting.append(name)
        try:
            await workflow.wait_condition(lambda: len(box) > seen)
            return box[seen]
        finally:
            self._waiting.remove(name)


class Scope:
    """One run of a process or sub-process."""

    def __init__(self, process: Process, variables: Variables, parent: "Scope | None" = None) -> None:
        self._process = process
        self._variables = variables
        self._parent = parent
        self._tokens: list[_Token] = []
        self._arrived: dict[str, tuple[Step, dict[str, int]]] = {}
        self._over = asyncio.Event()
        self._failure: BaseException | None = None

    def __getitem__(self, name: str) -> Any:
        """Return a variable of this scope, or of the nearest enclosing scope that has it."""
        if name in self._variables:
            return self._variables[name]
        if self._parent is None:
            raise FlowError(f"variable {name!r} was set by no input, activity or message")
        return self._parent[name]

    def visible(self) -> Variables:
        """Return all variables that can be read here."""
        return {**(self._parent.visible() if self._parent else {}), **self._variables}

    def merge(self, values: Mapping[str, Any] | None) -> None:
        """Set variables: existing ones in place, new ones in the nearest repetition, else in the outermost scope."""
        for name, value in (values or {}).items():
            self._home(name)._variables[name] = value

    def _home(self, name: str) -> "Scope":
        scope = self
        while name not in scope._variables and scope._parent is not None and not isinstance(scope, Repetition):
            scope = scope._parent
        return scope

    def active(self) -> list[str]:
        """Return the names of the steps that have a token here."""
        return [token.at for token in self._tokens if token.at]

    async def run(
        self,
        *starts: Step,
        until: Sequence[Step] = (),
        beside: Sequence[tuple[Step, int]] = (),
        errors: Sequence[tuple[str, Step]] = (),
    ) -> None:
        """Run from the starts until no token is left. The rest are starts of event sub-processes: see `guard`."""
        self._process._scopes.append(self)
        try:
            route = await self._guard(
                lambda: self._drain([Hop(step) for step in starts]),
                until,
                beside,
                errors,
                lambda route: self._spawn("", self._aside, route),
            )
            if route:
                await self._nested(route)
        finally:
            self._process._scopes.remove(self)

    async def nested(
        self,
        *starts: Step,
        until: Sequence[Step] = (),
        beside: Sequence[tuple[Step, int]] = (),
        errors: Sequence[tuple[str, Step]] = (),
    ) -> None:
        """Run a sub-process."""
        inner = Scope(self._process, {}, self)
        await inner.run(*starts, until=until, beside=beside, errors=errors)

    async def guard(
        self,
        work: Work,
        *,
        until: Sequence[Step] = (),
        beside: Sequence[tuple[Step, int]] = (),
        errors: Sequence[tuple[str, Step]] = (),
    ) -> Route | None:
        """Do the work of an activity that has boundary events; return None if it ended by itself.

        The first step of `until` that ends stops the work, and its route is taken instead. The steps of
        `beside` start tokens of their own, each at most the stated number of times. `errors` catch by code, "" any.
        """
        return await self._guard(work, until, beside, errors, self._start)

    async def first(self, *steps: Step) -> Route:
        """Wait for several events; return the route of the first, and cancel the others."""
        tasks = [asyncio.create_task(_call(step, self)) for step in steps]
        try:
            await workflow.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            return next(task for task in tasks if task.done()).result()
        finally:
            await _give_up(tasks)

    async def each(
        self,
        items: object,
        once: Callable[["Scope"], Awaitable[None]],
        *,
        name: str = "item",
        parallel: bool = False,
        enough: Callable[["Scope"], bool] = lambda _: False,
    ) -> list[Variables]:
        """Repeat for each item, or that many times. Return the variables that each repetition set for itself."""
        listed = list(range(items)) if isinstance(items, int) else items
        if not isinstance(listed, list):
            raise FlowError(f"cannot repeat over {type(items).__name__}: a list or a number is needed")
        runs = [
            Repetition(self._process, {name: item, "loopCounter": number}, self) for number, item in enumerate(listed)
        ]
        done: list[Variables] = []
        for together in [runs] if parallel else [[run] for run in runs]:
            tasks = [asyncio.create_task(_call(once, run)) for run in together]
            try:
                while any(not task.done() for task in tasks):
                    await workflow.wait(
                        [task for task in tasks if not task.done()], return_when=asyncio.FIRST_COMPLETED
                    )
                    for task in tasks:
                        if task.done():
                            task.result()
                    ended = done + [run._variables for run, task in zip(together, tasks, strict=True) if task.done()]
                    if enough(self._counted(len(runs), ended)):
                        return ended
            finally:
                await _give_up(tasks)
            done += [run._variables for run in together]
        return done

    def _counted(self, instances: int, ended: Sequence[Variables]) -> "Scope":
        """Return the scope of a completion condition: numbers of instances, and the variables that repetitions set."""
        seen = Variables(nrOfInstances=instances, nrOfCompletedInstances=len(ended))
        for variables in ended:
            seen.update(variables)
        return Repetition(self._process, seen, self)

    def terminate(self) -> None:
        """End this scope now, with all its tokens."""
        self._over.set()

    async def _nested(self, route: Route) -> None:
        inner = Scope(self._process, {}, self)
        self._process._scopes.append(inner)
        try:
            await inner._drain(route)
        finally:
            self._process._scopes.remove(inner)

    async def _drain(self, hops: Route) -> None:
        try:
            self._start(hops)
            await self._over.wait()
        finally:
            self._over.set()
            await _give_up([token.task for token in self._tokens if token.task is not None])
        if self._failure is not None:
            raise self._failure

    async def _guard(
        self,
        work: Work,
        until: Sequence[Step],
        beside: Sequence[tuple[Step, int]],
        errors: Sequence[tuple[str, Step]],
        start: Callable[[Route], None],
    ) -> Route | None:
        if not (until or beside):
            return await self._caught(work, errors)
        job = asyncio.create_task(self._caught(work, errors))
        ways_out = [asyncio.create_task(_call(step, self)) for step in until]
        watches = [asyncio.create_task(self._watch(step, times, start)) for step, times in beside]
        everything: list[asyncio.Task[Any]] = [job, *ways_out, *watches]
        try:
            while not any(task.done() for task in (job, *ways_out)):
                open_ones = [task for task in everything if not task.done()]
                await workflow.wait(open_ones, return_when=asyncio.FIRST_COMPLETED)
                for watch in watches:
                    if watch.done():
                        watch.result()
            return next(task for task in (job, *ways_out) if task.done()).result()
        finally:
            await _give_up(everything)

    async def _caught(self, work: Work, errors: Sequence[tuple[str, Step]]) -> Route | None:
        try:
            await work()
        except FailureError as failure:
            if is_cancelled_exception(failure):
                raise
            for code, step in errors:
                if code in ("", _code(failure)):
                    return await step(self)
            raise
        return None

    async def _watch(self, step: Step, times: int, start: Callable[[Route], None]) -> None:
        while times:
            start(await step(self))
            times -= 1

    def _start(self, hops: Route) -> None:
        for hop in hops:
            if not self._parks(hop):
                self._spawn(hop.step.__name__, self._walk, hop)
        self._settle()

    def _spawn(self, at: str, walk: "Callable[[_Token, Any], Coroutine[Any, Any, None]]", given: Any) -> None:
        token = _Token(at)
        self._tokens.append(token)
        token.task = asyncio.create_task(walk(token, given))
        token.task.add_done_callback(lambda task: self._ended(token, task))

    def _ended(self, token: "_Token", task: "asyncio.Task[None]") -> None:
        self._tokens.remove(token)
        if not self._over.is_set() and (task.cancelled() or task.exception() is not None):
            self._failure = asyncio.CancelledError() if task.cancelled() else task.exception()
            self._over.set()
        self._settle()

    async def _walk(self, token: "_Token", hop: Hop) -> None:
        while True:
            token.at = hop.step.__name__
            self._settle()
            route = await hop.step(self)
            if self._over.is_set() or not route:
                return
            hop = route[0]
            self._start(route[1:])
            if self._parks(hop):
                return

    async def _aside(self, _: "_Token", route: Route) -> None:
        """Run the body of an event sub-process beside the rest of its scope."""
        await self._nested(route)

    def _parks(self, hop: Hop) -> bool:
        """Return true if the token stops here, at a join; the join continues with a token of its own."""
        if _join_of(hop.step) is None:
            return False
        _, arrived = self._arrived.setdefault(hop.step.__name__, (hop.step, {}))
        arrived[hop.via] = arrived.get(hop.via, 0) + 1
        return True

    def _settle(self) -> None:
        """Continue joins that can, and end the scope once no token moves any more."""
        if self._over.is_set():
            return
        for step, arrived in list(self._arrived.values()):
            join = _join_of(step)
            name = step.__name__
            others = [self._process.reach(at, name) for at in self.active() if at != name]
            if join is not None and join.ready(arrived, others):
                left = {flow: count - 1 for flow, count in arrived.items() if count > 1}
                self._arrived[name] = (step, left)
                if not left:
                    del self._arrived[name]
                self._spawn(name, self._walk, Hop(step))
        if self._tokens:
            return
        if self._arrived:
            waiting = ", ".join(sorted(self._arrived))
            self._failure = FlowError(f"no token can reach {waiting} any more: a join waits for ever")
        self._over.set()


class Repetition(Scope):
    """One of several runs of a repeated activity; its variables are its own."""


@dataclass
class _Token:
    at: str
    task: "asyncio.Task[None] | None" = None


Result = TypeVar("Result")


async def _call(step: Callable[[Scope], Awaitable[Result]], scope: Scope) -> Result:
    return await step(scope)


async def _give_up(tasks: Sequence["asyncio.Task[Any]"]) -> None:
    """Cancel the running tasks, in order, and wait for their end."""
    running = [task for task in tasks if not task.done()]
    for task in running:
        task.cancel()
    await asyncio.gather(*running, return_exceptions=True)
    for task in tasks:
        if not task.cancelled():
            task.exception()  # seen: nobody else asks


def _join_of(step: Step) -> Join | None:
    return getattr(step, "join", None)


def _code(failure: BaseException | None) -> str | None:
    """Return the code of the business error inside a failure of an activity or child workflow."""
    while failure is not None:
        if isinstance(failure, ApplicationError):
            return failure.type
        failure = failure.__cause__
    return None
