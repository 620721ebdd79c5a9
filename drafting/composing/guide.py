"""The page ``docs/templates.md``: how an office adds kinds of its own, everything that a template may say."""

from __future__ import annotations

from drafting.composing.declaring import FIELD_KEYS, KIND_KEYS
from drafting.composing.reference import table
from drafting.composing.rendering import FILTERS, GLOBALS
from drafting.composing.rule_reading import RULE_KEYS
from drafting.composing.schema import DIRECTIONS, FieldType, Part
from drafting.composing.shared import shared_fields
from drafting.documents.model import Format
from drafting.documents.resources import resource

_OWN = """\
# 增加本单位的文种

本页由程序生成，不要手工修改。自带的文种见 [文种和字段](kinds.md)。

一个文种是一个文件夹，里面三个文件：`fields.yaml`（有哪些字段）、`body.j2`（正文怎样写）、`example.yaml`（一份样例）。不用编程。
把几个这样的文件夹放在一起，用 `--templates 文件夹` 或环境变量 `WENMI_TEMPLATES` 指给程序；标识与自带文种相同的，以本单位的为准。
最省事的办法是复制自带的 `templates/notice/` 再改。

`fields.yaml` 的各项（括号里是同义的英文写法）：
"""

_SHARED = """\
版头、落款、版记这些许多文种都有的字段，已在自带的 `templates/common.yaml` 里写好。
在 `字段` 清单里只写组名或字段名，如 `- 版头`、`- 主送机关`，就把它们放在那个位置；
要改其中几项的，写 `- 公用: 主送机关`，下面再写要改的项。
本单位的文件夹里另有 `common.yaml` 的，以它为准。公用字段分这几组：
"""

_BODY = """\
`body.j2` 只写正文，一行一段，空行不算；标题、主送机关、附件、落款、版头、版记由上面的部位自动排好。
`{{ 字段名 }}` 处填入字段的内容，`{% if 字段名 %}……{% endif %}` 在填了时才写，
`{% for 项 in 清单 %}……{{ 项.字段名 }}……{% endfor %}` 逐项写。
字段里的内容一律当作文字，即使里面有 `{{ }}` 也原样写进公文。`fields.yaml` 和 `body.j2` 有错的，拟稿时指出在哪个文件第几行。
"""


def templates_markdown() -> str:
    """Return the page: the keys of ``fields.yaml``, the types, the parts, and the helpers for templates."""
    shared = shared_fields(resource("templates") / "any")
    pieces = [
        _OWN,
        table(("项", "写什么"), [(f"`{name}`（`{KIND_KEYS[name]}`）", _KIND_HELP[name]) for name in KIND_KEYS]),
        "`字段` 是一个清单，每个字段：\n",
        table(("项", "写什么"), [(f"`{name}`（`{FIELD_KEYS[name]}`）", _FIELD_HELP[name]) for name in FIELD_KEYS]),
        _SHARED,
        table(("组", "含哪些字段"), [(name, "、".join(names)) for name, names in shared.groups.items()]),
        "`规则` 是一个清单，每条规则写一个要求：\n",
        table(("项", "写什么"), [(f"`{name}`（`{RULE_KEYS[name]}`）", _RULE_HELP[name]) for name in RULE_KEYS]),
        "公用的规则也在 `common.yaml` 里，只写名称就用上，如 `- 通知的标题`；要改其中几项的，写法同公用字段："
        f"{'、'.join(shared.rules)}。\n",
        "字段的类型：\n",
        table(("类型", "字段文件里怎样填"), [(f"`{one.chinese}`（`{one}`）", one.expected) for one in FieldType]),
        f"部位：{'、'.join(Part)}。\n",
        _BODY,
        "模板里还可以用：\n",
        table(("写法", "得到什么"), [(f"`{{{{ {name} }}}}`", said) for name, said in GLOBALS.items()]),
        table(("过滤器", "作用"), [(f"`|{name}`", said) for name, said in FILTERS.items()]),
        "判断 `{% if 字段名 is 分条 %}`：这段文字里有没有“一、”这样的一级标题。\n",
    ]
    return "\n".join(pieces)


_KIND_HELP = {
    "标识": "字母、数字、短横或汉字；不写就用文件夹的名字",
    "名称": "文种的名称，必填",
    "别名": "还可以用哪些名称找到它，如 `[专题会议纪要]`",
    "类别": "列表里归在哪一类，如“法定公文”",
    "行文方向": "、".join(DIRECTIONS) + "；没有就不写",
    "版式": "、".join(one.value if one is not Format.PLAIN else "普通（plain）" for one in Format) + "，必填",
    "结语": "规范的结语，模板里用 `{{ 规范结语 }}` 引用",
    "说明": "一句话说明用途",
    "标题文种": "标题里的文种与名称不同时才写，如“会议纪要”的标题文种是“纪要”",
    "标题写法": "标题的模板，如 `在{{ 会议名称 }}上的讲话`；有“发文机关”和“事由”字段的不用写；不用标题的写 `无`",
    "字段": "字段的清单，必填",
    "规则": "对字段的要求的清单，写法见下",
}
_FIELD_HELP = {
    "名称": "汉字、字母和数字，必填",
    "类型": "见下表；不写就是“文字”；主送机关、抄送机关、日期这些部位有自己的类型，不用写",
    "必填": "是、否；不写就是“否”",
    "说明": "写给填表人看的提示",
    "示例": "出错时举的例子；不写就取 `example.yaml` 里的第一行",
    "选项": "“选项”类型才写，如 `[特急, 加急]`",
    "部位": "这个字段放在公文的哪个固定位置；名称与部位相同的不用写，只在正文里用的也不用写",
    "项目": "清单的每一项又有几个字段时才写，写法与 `字段` 相同",
    "公用": "用公用字段时才写，见下",
}
_RULE_HELP = {
    "字段": "对哪个或哪些字段；`不得出现` 和 `应当出现` 不写就是对所有文字",
    "如果": "只在填了某个字段时才要求，如 `会议日期`；填的是某个值时，如 `类型=表彰|奖励`",
    "必填": "写 `是`：要填",
    "至少填一项": "写 `是`：这几个字段至少填一个",
    "最多填一项": "写 `是`：这几个字段最多填一个",
    "只写一个": "写 `是`：只能写一个机关、一个人、一件事",
    "不得出现": "一个或几个词语（可以用正则表达式），书名号和引号里的不算",
    "应当出现": "一个或几个词语，至少要有一个",
    "应当符合": "正则表达式，如 `〔20\\d\\d〕\\d+号`",
    "不早于": "另一个日期字段",
    "原因": "错在哪里，一句话，末尾不加句号；不写就自动生成",
    "改法": "应当怎样写，一句话，末尾不加句号",
    "公用": "用公用规则又要改其中几项时才写，见下",
}
