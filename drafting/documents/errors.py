"""The one exception a user sees."""

from __future__ import annotations


class UserError(Exception):
    """Something that stops the run and that the user can put right.

    Parameters
    ----------
    what:
        What went wrong, a Chinese clause without its full stop: ``"文件不是有效的 Word 文档"``.
    where:
        The thing it went wrong in: a file name, ``"第 3 行"``, a field; ``""`` where there is none.
    remedy:
        What to do next, likewise without a full stop: ``"请用 Word 打开后另存为 .docx 再试"``.

    ``str(error)`` is the one sentence (or two) that the command line and the pages show.
    A fault *in a text* is never a ``UserError``: it is a ``Finding``.
    """

    def __init__(self, what: str, where: str = "", remedy: str = "") -> None:
        self.what = what.rstrip("。")
        self.where = where
        self.remedy = remedy.rstrip("。")
        super().__init__(str(self))

    def __str__(self) -> str:
        head = f"{self.where}：{self.what}" if self.where else self.what
        return f"{head}。{self.remedy}。" if self.remedy else f"{head}。"

    def __reduce__(self) -> tuple[type[UserError], tuple[str, str, str]]:
        return type(self), (self.what, self.where, self.remedy)


class ManyErrors(UserError):
    """Several faults of one input, told at once.

    ``errors`` keeps them in the order of their place; ``str()`` is one line a fault.
    """

    def __init__(self, errors: list[UserError]) -> None:
        if not errors:
            raise ValueError("no error to tell")
        self.errors = tuple(errors)
        super().__init__(errors[0].what, errors[0].where, errors[0].remedy)

    def __str__(self) -> str:
        return "\n".join(str(error) for error in self.errors)

    def __reduce__(self) -> tuple[type[ManyErrors], tuple[list[UserError]]]:  # type: ignore[override]
        return type(self), (list(self.errors),)
