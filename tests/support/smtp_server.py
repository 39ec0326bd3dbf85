"""A mail server on 127.0.0.1 for the tests of app/delivery, on Debian's aiosmtpd.

Prints its port, writes each message it takes to FOLDER/N.json (envelope, header lines as they came, and what
Python's email module reads in them), and ends when its standard input does.
"""
import argparse
import asyncio
import email
import email.policy
import json
import logging
import os
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword


def described(envelope):
    message = email.message_from_bytes(envelope.original_content, policy=email.policy.default)
    head, body = envelope.original_content.split(b"\r\n\r\n", 1)
    return {
        "mail_from": envelope.mail_from,
        "rcpt_tos": envelope.rcpt_tos,
        "head": head.decode("ascii"),
        "longest_line": max(len(line) for line in body.split(b"\r\n")),
        "bare_line_ends": envelope.original_content.replace(b"\r\n", b"").count(b"\n"),
        "defects": [str(one) for part in message.walk() for one in part.defects],
        "type": message.get_content_type(),
        "parts": [{"type": part.get_content_type(), "charset": part.get_content_charset(),
                   "encoding": part["Content-Transfer-Encoding"], "text": part.get_content().replace("\r\n", "\n")}
                  for part in message.walk() if not part.is_multipart()],
        "headers": {name: str(value) for name, value in message.items()},
        "from_name": message["From"].addresses[0].display_name,
        "to": [one.addr_spec for one in message["To"].addresses],
    }


class Handler:
    def __init__(self, options):
        self.options = options
        self.count = 0

    async def misbehave(self, server, where):
        if self.options.hang_at == where:
            await asyncio.Event().wait()
        if self.options.close_at == where:
            server.transport.abort()
            await asyncio.Event().wait()

    async def handle_MAIL(self, server, session, envelope, address, mail_options):
        await self.misbehave(server, "MAIL")
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        await self.misbehave(server, "RCPT")
        if address == self.options.refuse:
            return "550 5.1.1 no such mailbox here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        await self.misbehave(server, "TEXT")  # all of it has come
        if self.options.refuse_text:
            return "554 5.7.1 this looks like an advertisement"
        self.count += 1
        with open(os.path.join(self.options.folder, f"{self.count}.json"), "w", encoding="utf-8") as out:
            tls = server.transport.get_extra_info("sslcontext") is not None
            json.dump({**described(envelope), "tls": tls, "login": session.auth_data or ""}, out)
        return "250 OK"

    async def handle_QUIT(self, server, session, envelope):
        await self.misbehave(server, "QUIT")
        return "221 Bye"


async def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--folder", default=".")
    parser.add_argument("--certificate", help="PEM; without it there is no STARTTLS")
    parser.add_argument("--key")
    parser.add_argument("--smtps", action="store_true", help="TLS from the start")
    parser.add_argument("--user")
    parser.add_argument("--password")
    parser.add_argument("--refuse", help="a recipient")
    parser.add_argument("--refuse-text", action="store_true")
    parser.add_argument("--silent", action="store_true", help="accepts, and never says a word")
    parser.add_argument("--rude", action="store_true", help="closes before the greeting")
    parser.add_argument("--hang-at", choices=["MAIL", "RCPT", "TEXT", "QUIT"])
    parser.add_argument("--close-at", choices=["MAIL", "RCPT", "TEXT", "QUIT"])
    options = parser.parse_args()

    logging.getLogger("mail.log").setLevel(logging.CRITICAL)  # clients that hang up are part of the tests
    context = None
    if options.certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(options.certificate, options.key)
    loop = asyncio.get_running_loop()
    handler = Handler(options)

    def authenticate(server, session, envelope, mechanism, data):
        right = (isinstance(data, LoginPassword) and data.login == options.user.encode()
                 and data.password == options.password.encode())
        return AuthResult(success=right, handled=False, auth_data=options.user if right else None)

    def talk():
        if options.silent:
            return asyncio.Protocol()
        return SMTP(handler, hostname="localhost", loop=loop, require_starttls=bool(context) and not options.smtps,
                    tls_context=None if options.smtps else context, auth_required=bool(options.user),
                    auth_require_tls=not options.smtps, authenticator=authenticate if options.user else None)

    class Rude(asyncio.Protocol):
        def connection_made(self, transport):
            transport.abort()

    server = await loop.create_server(Rude if options.rude else talk, "127.0.0.1", 0,
                                      ssl=context if options.smtps else None)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.buffer.read)
    os._exit(0)  # whoever still hangs is no longer waited for


asyncio.run(main())
