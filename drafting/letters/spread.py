"""One function over many parts of a batch: in this process, in several, or on the machines of a Dask cluster, with the same results."""

from __future__ import annotations

import os
import socket
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import closing, contextmanager
from importlib import import_module
from multiprocessing import get_context
from typing import Any, TypeVar

from drafting.documents.errors import UserError

Part = TypeVar("Part")
Result = TypeVar("Result")
Shared = TypeVar("Shared")

POOL_FROM = 50_000  # letters from which several processes are worth their start (``benchmarks.letters_scale`` measures it)
_AHEAD = 2  # parts a worker that are on their way: one being worked on, one waiting
_WAIT = 15  # seconds for a scheduler to answer


def spread(
    function: Callable[[Shared, Part], Result],
    parts: Iterable[Part],
    shared: Shared,
    *,
    count: int,
    workers: int | None = None,
    scheduler: str | None = None,
) -> Iterator[tuple[Part, Result]]:
    """Return each part with ``function(shared, part)``, in the order of ``parts``; few parts are held at a time.

    ``function`` is one of a module, its arguments and results can be pickled. ``count`` is the size of the whole: ``workers=None`` takes
    as many processes as there are processors from ``POOL_FROM`` on, else none. ``scheduler`` is the address of a Dask scheduler
    (``tcp://10.0.0.5:8786``), whose workers then do all. Raises ``UserError`` where Dask is not installed or the scheduler cannot be
    reached, and what ``function`` raises.
    """
    if scheduler is not None:
        with _cluster(scheduler) as (submit, lanes):
            yield from _in_order(lambda part: submit(function, shared, part), parts, lanes)
        return
    processes = workers if workers is not None else processors() if count >= POOL_FROM else 1
    if processes < 2:
        for part in parts:
            yield part, function(shared, part)
        return
    # Not forked: a copy of a process with threads (a progress bar is one) may hang.
    with closing(_Pool(processes, function, shared)) as pool:
        yield from _in_order(pool.submit, parts, processes)


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _in_order(submit: Callable[[Any], Any], parts: Iterable[Part], lanes: int) -> Iterator[tuple[Part, Any]]:
    waiting: deque[tuple[Part, Any]] = deque()
    for part in parts:
        waiting.append((part, submit(part)))
        if len(waiting) >= _AHEAD * lanes:
            done, future = waiting.popleft()
            yield done, future.result()
    while waiting:
        done, future = waiting.popleft()
        yield done, future.result()


class _Pool:
    """Processes that were given the function and what is shared once, when they started."""

    def __init__(self, processes: int, function: Callable[[Any, Any], Any], shared: object) -> None:
        context = get_context("spawn")
        self._executor = ProcessPoolExecutor(processes, context, _start, (function, shared))

    def submit(self, part: object) -> Future[Any]:
        return self._executor.submit(_run, part)

    def close(self) -> None:
        self._executor.shutdown(cancel_futures=True)


_work: list[Any] = []  # in a process of a pool: the function and what is shared


def _start(function: Callable[[Any, Any], Any], shared: object) -> None:
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # every processor has a process already
    _work[:] = [function, shared]


def _run(part: object) -> Any:
    function, shared = _work
    return function(shared, part)


@contextmanager
def _cluster(address: str) -> Iterator[tuple[Callable[..., Any], int]]:
    """Yield what submits a task to the cluster, and how many tasks it can run at a time."""
    try:
        distributed = import_module("dask.distributed")
    except ImportError as error:
        raise UserError("没有安装 Dask，不能用多台机器", "--scheduler", "请先运行 pip install 'wenmi[cluster]'") from error
    try:
        _reach(address)
        client = distributed.Client(address, timeout=_WAIT, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise UserError("连不上 Dask 调度器", address, "请检查地址（例如 tcp://10.0.0.5:8786）、网络和调度器是否在运行") from error
    try:
        lanes = sum(client.nthreads().values())
        if not lanes:
            raise UserError("Dask 调度器上没有工作机", address, "请在各台机器上运行 dask worker 后再试")
        # "pure" would let equal parts share one result by hashing all the letters; every part is its own.
        yield lambda function, shared, part: client.submit(function, shared, part, pure=False), lanes
    finally:
        client.close()


def _reach(address: str) -> None:
    """Raise ``OSError`` or ``ValueError`` where nobody answers at ``address``: Dask itself would try for long, and complain at the end."""
    host, _, port = address.rpartition("://")[2].rpartition(":")
    socket.create_connection((host.strip("[]"), int(port)), _WAIT).close()
