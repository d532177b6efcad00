"""What people are told when they cannot sign in: one sentence each, with the way on."""

from gongban.kernel.errors import Refusal
from gongban.kernel.words import Words


def too_soon() -> Refusal:
    words = Words("验证码一分钟只能发一次，请稍等再试。", "A code can be sent once a minute. Please wait a little.")
    return Refusal("sign_in.too_soon", words, field="phone", status=429)


def too_many_codes() -> Refusal:
    words = Words(
        "这个手机号今天收验证码的次数已用完，请明天再试或拨打 12345。",
        "This number has had all its codes for today. Try tomorrow, or call 12345.",
    )
    return Refusal("sign_in.too_many_codes", words, field="phone", status=429)


def code_wrong() -> Refusal:
    words = Words("验证码不对，请核对后再输。", "The code is not right. Please check it.")
    return Refusal("sign_in.code_wrong", words, field="code", status=422)


def code_over() -> Refusal:
    words = Words("验证码已失效，请重新获取。", "The code is no longer valid. Please ask for a new one.")
    return Refusal("sign_in.code_over", words, field="code", status=422)


def account_closed() -> Refusal:
    words = Words("这个账号已停用；如有疑问请拨打 12345。", "This account is closed. Call 12345 if you have questions.")
    return Refusal("sign_in.closed", words, field="phone", status=403)
