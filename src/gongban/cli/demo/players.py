"""Who acts in the demonstration: residents and callers, and the staff of whatever department has the case."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from random import Random

from gongban.cli.demo.script import Script
from gongban.foundation.people.public import (
    Account,
    Agent,
    Department,
    Membership,
    actor_of,
    enrol,
    reveal,
)
from gongban.kernel.actors import ANONYMOUS, Actor
from gongban.kernel.city import Entry, Report

BY_STAFF = {"hotline": "operator", "counter": "operator", "task": "dispatcher", "media": "dispatcher", "petition_office": "dispatcher"}


class Players:
    """Finds the actor for every part; each account is read once."""

    def __init__(self, callers: Mapping[str, Entry], *, now: datetime) -> None:
        enrol({f"demo-{key}": entry for key, entry in callers.items()}, Report(), now=now)
        self.now, self.callers = now, callers
        self.accounts = {account.login: account for account in Account.objects.select_related("resident")}
        self.actors: dict[str, Actor] = {}
        self.parents: dict[str, str | None] = dict(Department.objects.values_list("code", "parent_id"))
        self.held: dict[tuple[str, str], list[str]] = {}
        rows = Membership.objects.at(now).order_by("account__login").values_list("department_id", "role", "account__login")
        for department, role, login in rows:
            self.held.setdefault((department, role), []).append(login)
        self.agents = dict(Agent.objects.filter(until__isnull=True).values_list("account__login", "enterprise_id"))

    def actor(self, login: str) -> Actor:
        """The actor for a login; an agent speaks for their enterprise."""
        if login not in self.actors:
            self.actors[login] = actor_of(self.accounts[login], at=self.now, enterprise=self.agents.get(login))
        return self.actors[login]

    def desk(self, role: str, script: Script) -> Actor:
        """Somebody of the service office in this role; two colleagues take turns."""
        logins = next(logins for (_, held), logins in self.held.items() if held == role)
        return self.actor(Random(script.key + role).choice(logins))

    def member(self, department: str, *roles: str, script: Script, but: Actor | None = None) -> Actor:
        """Somebody of a department, else of its superior, in one of these roles, who is not `but`."""
        for code in (department, self.parents.get(department) or ""):
            logins = [login for role in roles for login in self.held.get((code, role), []) if self.actor(login) != but]
            if logins:
                return self.actor(Random(script.key + department).choice(logins))
        raise LookupError(f"{script.key}: nobody in {department} is {roles}")

    def login(self, script: Script) -> str:
        """The login of who reports; empty for nobody in particular."""
        key = script.reporter
        return f"demo-{key}" if key in self.callers else key

    def sender(self, script: Script) -> Actor:
        """Who enters the case: staff for calls, counter visits and entrusted matters, else the reporter."""
        if role := BY_STAFF.get(script.channel):
            return self.desk(role, script).over(script.channel)
        login = self.login(script)
        return self.actor(login).over(script.channel) if login else ANONYMOUS.over(script.channel)

    def contact(self, script: Script) -> dict[str, str]:
        """Name and phone as the report gives them."""
        login = self.login(script)
        if not login:
            return {"name": script.get("sender")}
        resident = self.accounts[login].resident
        name, phone = reveal(resident.full_name, "people.full_name"), reveal(resident.phone, "people.phone")
        return {"name": name, "phone": phone}

    def reporter(self, script: Script) -> Actor | None:
        """The reporter who can act online, or None."""
        sender = self.sender(script)
        return sender if sender.kind == "resident" else None
