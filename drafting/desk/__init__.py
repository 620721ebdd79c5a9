"""What a user does, one plain function each: the only thing the commands and the pages call.

``drafting``  kinds, new fields, a drafted document · ``proofreading``  check, mark, explain · ``formatting``  一键排版 ·
``letters``  sort, issues, learn · ``doctor``  what is installed.
"""
