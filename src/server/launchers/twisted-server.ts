/**
 * A program for Python: Twisted's own protocol class answers, only mailboxes and users are ours, and both are kept in
 * memory. On SIGUSR1 all mail is gone, and the file `emptied` is there.
 */
export const twistedServer = `import email, io, os, signal, sys
from email.utils import formatdate

from twisted.cred.checkers import InMemoryUsernamePasswordDatabaseDontUse
from twisted.cred.portal import IRealm, Portal
from twisted.internet import defer, protocol, reactor, ssl
from twisted.mail import imap4
from zope.interface import implementer

host, port, tls_port, password = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
names = sys.argv[5:]
accounts = {}


@implementer(imap4.IMessage)
class Message:
    def __init__(self, octets, flags, date, uid):
        self.octets, self.flags, self.date, self.uid = octets, set(flags), date, uid
        self.parsed = email.message_from_bytes(octets)

    def getHeaders(self, negate, *names):
        asked = {name.decode().lower() if isinstance(name, bytes) else name.lower() for name in names}
        wanted = lambda name: not asked or (name.lower() in asked) != bool(negate)
        return {name.lower(): str(value) for name, value in self.parsed.items() if wanted(name)}

    def getBodyFile(self):
        return io.BytesIO(self.octets.partition(b"\\r\\n\\r\\n")[2])

    def getSize(self):
        return len(self.octets)

    def isMultipart(self):
        return self.parsed.is_multipart()

    def getSubPart(self, part):
        return Message(self.parsed.get_payload()[part].as_bytes(), (), self.date, self.uid)

    def getUID(self):
        return self.uid

    def getFlags(self):
        return list(self.flags)

    def getInternalDate(self):
        return self.date


@implementer(imap4.IMailbox)
class Mailbox:
    def __init__(self):
        self.messages, self.listeners, self.next = [], [], 1

    def getFlags(self):
        return ["\\\\Answered", "\\\\Flagged", "\\\\Deleted", "\\\\Seen", "\\\\Draft"]

    def getHierarchicalDelimiter(self):
        return "/"

    def getUIDValidity(self):
        return 1

    def getUIDNext(self):
        return self.next

    def getUID(self, number):
        return self.messages[number - 1].uid

    def getMessageCount(self):
        return len(self.messages)

    def getRecentCount(self):
        return 0

    def getUnseenCount(self):
        return sum("\\\\Seen" not in message.flags for message in self.messages)

    def isWriteable(self):
        return True

    def destroy(self):
        pass

    def requestStatus(self, names):
        return imap4.statusRequestHelper(self, names)

    def addListener(self, listener):
        self.listeners.append(listener)

    def removeListener(self, listener):
        if listener in self.listeners:
            self.listeners.remove(listener)

    def addMessage(self, message, flags=(), date=None):
        octets = message.read() if hasattr(message, "read") else message
        date = date.decode() if isinstance(date, bytes) else date
        self.messages.append(Message(octets, flags, date or formatdate(), self.next))
        self.next += 1
        for listener in list(self.listeners):
            listener.newMessages(len(self.messages), None)
        return defer.succeed(None)

    def chosen(self, numbers, uid):
        numbers.last = (self.next - 1 if uid else len(self.messages)) or 1
        pairs = enumerate(list(self.messages), 1)
        return [(at, message) for at, message in pairs if (message.uid if uid else at) in numbers]

    def fetch(self, numbers, uid):
        return self.chosen(numbers, uid)

    def store(self, numbers, flags, mode, uid):
        changed = {}
        for at, message in self.chosen(numbers, uid):
            given = set(flags)
            message.flags = given if mode == 0 else message.flags | given if mode > 0 else message.flags - given
            changed[at] = list(message.flags)
        return changed

    def expunge(self):
        gone = [message.uid for message in self.messages if "\\\\Deleted" in message.flags]
        self.messages = [message for message in self.messages if message.uid not in gone]
        return gone


class Account(imap4.MemoryAccount):
    def _emptyMailbox(self, name, id):
        return Mailbox()


@implementer(IRealm)
class Realm:
    def requestAvatar(self, name, mind, *interfaces):
        name = name.decode() if isinstance(name, bytes) else name
        if name not in accounts:
            accounts[name] = Account(name)
            accounts[name].addMailbox("INBOX", Mailbox())
        return imap4.IAccount, accounts[name], lambda: None


class Server(imap4.IMAP4Server):
    def capabilities(self):
        # It refuses LOGIN in plain once it has STARTTLS.
        return {name: value for name, value in super().capabilities().items() if name != b"LOGINDISABLED"}


class Factory(protocol.Factory):
    def __init__(self, context):
        self.context = context

    def buildProtocol(self, address):
        ways = {b"PLAIN": imap4.PLAINCredentials, b"LOGIN": imap4.LOGINCredentials}
        server = Server(chal=ways, contextFactory=self.context)
        server.portal, server.factory = portal, self
        return server


def forget(*_):
    accounts.clear()
    open(os.path.join(home, "emptied"), "w").close()


home = os.path.dirname(os.path.abspath(__file__))
portal = Portal(Realm(), [InMemoryUsernamePasswordDatabaseDontUse(**{name: password.encode() for name in names})])
context = ssl.DefaultOpenSSLContextFactory(os.path.join(home, "key.pem"), os.path.join(home, "cert.pem"), ssl.SSL.TLS_METHOD)
reactor.listenTCP(port, Factory(context), interface=host)
reactor.listenSSL(tls_port, Factory(None), context, interface=host)
signal.signal(signal.SIGUSR1, forget)
with open(os.path.join(home, "pid"), "w") as file:
    file.write(str(os.getpid()))
reactor.run()
`;
