"""The words of what people domain tells: the login code and what concerns one's own account."""

from datetime import timedelta

from gongban.foundation.messages.public import Template, declare
from gongban.kernel.words import Words

declare(
    Template(
        "people.code",
        Words("登录验证码", "Login code"),
        Words(
            "【共办】验证码 {code}，5 分钟内有效。工作人员不会向您要验证码。",
            "[Gongban] Your code is {code}, valid for 5 minutes. Nobody from the office will ask you for it.",
        ),
        loud=True,
        secret=True,
        valid=timedelta(minutes=5),
    ),
    Template(
        "people.counter_code",
        Words("窗口实名核对码", "Code for the counter"),
        Words(
            "【共办】窗口核对码 {code}，5 分钟内有效，只用于在窗口核实您的身份，不能登录。您不在窗口就不要告诉任何人。",
            "[Gongban] Your counter code is {code}, valid for 5 minutes. It only proves your identity at the counter and signs nobody in. Tell no one unless you stand there.",
        ),
        loud=True,
        secret=True,
        valid=timedelta(minutes=5),
    ),
    Template(
        "people.identity_proved",
        Words("您的账号已实名", "Your real name was proved"),
        Words("方式：{way}。不是您本人办的，请马上拨打 12345。", "How: {way}. If this was not you, call 12345 at once."),
        "/me/identity/",
        loud=True,
    ),
    Template(
        "people.identity_moved",
        Words("您的实名已转到另一个手机号", "Your real name has moved to another phone"),
        Words("窗口核对身份证后，实名转到了您的新手机号，这个账号不再是实名的。不是您本人办的，请马上拨打 12345。",
              "After your card was checked at a counter, your real name moved to your new phone; this account is no longer proved. If this was not you, call 12345 at once."),
        "/me/identity/",
        loud=True,
    ),
    Template(
        "people.agent_granted",
        Words("您成为{enterprise}的经办人", "You are now an agent of {enterprise}"),
        Words("法定代表人授权您以企业名义办理事项，范围和期限见“我的身份”；不想担任可以随时辞去。",
              "The legal representative authorised you to act for the enterprise; for what and until when stands under “My identity”. You may lay it down at any time."),
        "/me/identity/",
        loud=True,
    ),
    Template(
        "people.agent_ended",
        Words("{enterprise}的经办授权已结束", "The authority for {enterprise} is over"),
        Words("从现在起不能再以这家企业的名义办理。", "From now on nothing can be done in the name of the enterprise."),
        "/me/identity/",
        loud=True,
    ),
)
