"""`gongban verify-licence`: what a licence's code or file proves, by the published keys alone; no instance and no network."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import typer

from gongban.cli.saying import both, err, step
from gongban.kernel.errors import Refusal
from gongban.kernel.licences import Proof, Statement, found_in, prove, read_keys, read_paper
from gongban.kernel.words import Words

TOLD = {
    Proof.SOUND: Words("真：由这座城市签发，没有改动。今天是否还有效，要联网核验", "genuine: issued by this city and unchanged; whether it is in force today must be asked online"),
    Proof.FORGED: Words("假：签名与内容不符", "not genuine: the signature does not fit the content"),
    Proof.UNKNOWN_KEY: Words("不能证明：公钥文件里没有签它的密钥", "not proven: its key is not in the file of keys"),
    Proof.UNREADABLE: Words("看不出是证照", "no licence to be seen"),
}
NO_FILE = Words("读不到文件 {file}。", "The file {file} cannot be read.")


def verify_licence(what: str, keys: Path, *, as_json: bool) -> bool:
    """Say what a text (of a QR code) or a PDF file proves; whether it is genuine. Refusal where the keys cannot be read."""
    known = read_keys(_read(keys))
    proof, statement, number = _proven(what, known)
    if as_json:
        typer.echo(json.dumps({"proof": proof.value, "number": number, "statement": _plain(statement)}, ensure_ascii=False))
    elif proof is Proof.SOUND:
        step(TOLD[proof].zh, TOLD[proof].en)
        typer.echo("\n".join(f"{name}: {value}" for name, value in _plain(statement, number).items()))
    else:
        err.print(f"[red]✗[/] {both(TOLD[proof])}")
    return proof is Proof.SOUND


def _proven(what: str, known: Any) -> tuple[Proof, Statement | None, str]:
    if found_in(what):
        proof, statement = prove(what, known)
        return proof, statement, statement.number if statement else ""
    file = Path(what)
    if len(what) < 1_000 and file.is_file():
        content = _read(file)
        if content[:5] == b"%PDF-":
            paper = read_paper(content, known)
            return paper.proof, None, paper.number if paper.proof is Proof.SOUND else ""
        proof, statement = prove(content.decode("utf-8", "replace"), known)
        return proof, statement, statement.number if statement else ""
    return Proof.UNREADABLE, None, ""


def _plain(statement: Statement | None, number: str = "") -> dict[str, str]:
    if statement is None:
        return {"number": number} if number else {}
    until = statement.until.isoformat() if statement.until else ""
    return {"number": statement.number, "type": statement.type, "holder": statement.holder, "since": statement.since.isoformat(), "until": until}


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        raise Refusal("licence.no_file", NO_FILE.format(file=file), field="file") from None
