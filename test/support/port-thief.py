"""Tries to listen on PORT, in every way there is, until standard input ends. Says `took` once it can."""
import itertools, select, socket, sys

port = int(sys.argv[1])
WAYS = itertools.cycle(itertools.product(
    [(socket.AF_INET, "127.0.0.1"), (socket.AF_INET, "0.0.0.0"), (socket.AF_INET6, "::"), (socket.AF_INET6, "::ffff:127.0.0.1")],
    [[], [socket.SO_REUSEADDR], [socket.SO_REUSEPORT], [socket.SO_REUSEADDR, socket.SO_REUSEPORT]],
))


def pretend():
    """Has the port for IPv6 alone, which Linux then takes for what he has when he asks for both."""
    first = socket.socket(socket.AF_INET6)
    first.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    first.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
    try:
        first.bind(("::", port))
    except OSError:
        first.close()
        return None
    return first


tries, held, first = 0, [], None
print("ready", flush=True)
while not select.select([sys.stdin], [], [], 0)[0]:
    first = first or pretend()
    for (family, address), options in itertools.islice(WAYS, 64):
        tries += 1
        thief = socket.socket(family)
        try:
            for option in options:
                thief.setsockopt(socket.SOL_SOCKET, option, 1)
            if family == socket.AF_INET6:
                thief.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
            thief.bind((address, port))
            thief.listen()
        except OSError:
            thief.close()
            continue
        held.append(thief)
        print("took", address, options, flush=True)
print("tries", tries, flush=True)
