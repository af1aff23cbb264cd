"""Damaged documents: a draft or a clear refusal, never a traceback and never a hang."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.campaigns.damaged_documents import survives, whole


@settings(max_examples=150)
@given(st.text(alphabet="一二三（）()1234.、|│├─\t\n \"',序号任务责任单位时限县局牵头：:12月底前<>td/", max_size=200))
def test_any_text(text: str) -> None:
    survives(text.encode(), "表.txt")
    survives(f"<table><tr><td>任务<td>责任单位<tr><td>{text}</table>".encode(), "表.html")


@settings(max_examples=60)
@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    survives(data, "表.docx")


def test_whole_documents_survive() -> None:
    assert all(survives(data, name) for name, data in whole())
