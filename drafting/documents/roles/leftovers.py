"""Lines that are no part of a paper: what a web page or a document library left around its text."""

from __future__ import annotations

import re

from drafting.documents.expressions import expression

# Anchored at the start unless it is a word that no document has.
_LEFTOVER = expression(
    r"[【\[（(〔]?(?:索引号|发布(?:机构|单位|日期|时间|者|人)|发文(?:机关|单位|日期|机构|时间|字号)|公文(?:种类|名称)|主题(?:分类|词)|成文日期|生成日期"
    r"|(?:信息)?(?:来源|名称)|有效性|时效(?:性)?|效力(?:状态|级别)|关键[词字]|检索\S{0,3}|浏览|阅读|点击|访问(?:量|次数)|字[号体][：:【\[]|打印|关闭|分享"
    r"|字体|字号|收藏|导[语读]|摘要|编者按|标题|文号|作者|编辑|责任编辑|审核|信息分类|时间|日期|标签|分类)[：:【\[(（]"
    r"|(?:相关|政策)(?:链接|解读|附件|文档|文章|推荐|阅读|稿件)|(?:上|下)一[篇条页]|返回|首页|您?(?:的)?当前(?:所在)?位置|您现在的位置|扫一扫|打印本页"
    r"|(?:可?点击|原文|附件|文件|通知|pdf|PDF|word|WORD).{0,16}下载|下载[：:]|【?原文下载|一图读懂|.{0,30}(?:版权所有|ICP备|网站标识码|京公网安备)"
    r"|(?:政策|文件|公告|通知)?(?:全文|正文)[：:]?$|新华社.{1,14}电$|[（(]?(?:19|20)\d\d-\d\d?-\d\d?\d?\d:\d\d"
    r"|.{0,20}(?:需要权限查看|会员免费|登录后查看|省略\d+字|阅读全文|展开全文|点击展开|查看更多)|https?://|www\.",
    re.IGNORECASE,
)
_FILE_NAME = expression(r".+\.(?:docx?|xlsx?|pdf|zip|rar|wps|ofd|et|jpe?g|png)", re.IGNORECASE)


def is_leftover(tight: str) -> bool:
    """What a web page or document library left: metadata, navigation, advertisements, names of downloads."""
    if len(tight) > 200:
        return False
    named_file = len(tight) <= 150 and "。" not in tight and bool(_FILE_NAME.fullmatch(tight)) and not tight.startswith("附")
    return named_file or bool(_LEFTOVER.match(tight)) or tight.count("^") >= 3
