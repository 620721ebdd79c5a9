"""One kind of matter at many places."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from drafting.letters.batch import Letter
from drafting.letters.common import PLACES, find_common
from drafting.letters.issues import find_issues

START = datetime(2024, 3, 1, 9)
ESTATES = ("青禾苑", "锦绣苑", "望江苑", "梧桐苑", "云岭花园", "翠湖花园")


def letters(places: tuple[str, ...], user: str = "") -> list[Letter]:
    return [
        Letter(
            str(n),
            f"{place}小区麻将馆扰民",
            f"{place}一楼开麻将馆，打到半夜，吵得睡不着。",
            "",
            START + timedelta(days=n),
            user or f"用户{n}",
        )
        for n, place in enumerate(places)
    ]


class DescribeCommon:
    def it_says_that_a_matter_at_many_places_is_common(self) -> None:
        (one,) = find_common(letters(ESTATES))
        assert {"麻将馆", "扰民"} <= set(one.words)
        assert (one.places, one.users, one.letters) == (6, 6, ("0", "1", "2", "3", "4", "5"))
        assert one.title in "麻将馆扰民"

    def it_says_that_a_matter_at_few_places_is_not(self) -> None:
        assert find_common(letters(ESTATES[: PLACES - 1])) == []

    def it_says_that_what_one_person_writes_everywhere_is_not(self) -> None:
        assert find_common(letters(ESTATES, user="同一人")) == []

    def it_says_that_what_half_of_the_letters_say_of_one_place_is_that_places(self) -> None:
        assert find_common(letters((*ESTATES, *["青禾苑"] * 8))) == []

    def it_names_the_issues_that_are_part_of_it(self) -> None:
        batch = letters((*ESTATES, "青禾苑"))
        issues = find_issues(batch)
        (one,) = find_common(batch, issues)
        assert set(one.issues) == {issue.id for issue in issues if set(issue.letters) & set(one.letters)}

    def its_json_has_its_letters_behind_every_number(self) -> None:
        shown = json.loads(json.dumps(find_common(letters(ESTATES))[0].as_json(), ensure_ascii=False))
        assert len(shown["letters"]) == shown["places"] == 6
        assert shown["start"] == "2024-03-01"

    def it_says_that_nothing_is_common_in_no_letters(self) -> None:
        assert find_common([]) == []
