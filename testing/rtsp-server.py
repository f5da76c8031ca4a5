"""An RTSP server for tests: reads one line of JSON from standard input, serves one file, ends when its input closes."""
import json
import sys

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtsp", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtsp, GstRtspServer  # noqa: E402

config = json.loads(sys.stdin.readline())
Gst.init(None)
server = GstRtspServer.RTSPServer.new()
server.set_address(config["host"])
server.set_service(str(config["port"]))

factory = GstRtspServer.RTSPMediaFactory.new()
DEMUXERS = {"mp4": "qtdemux", "ts": "tsdemux", "mkv": "matroskademux"}
codec = config["codec"]
if codec in ("h264", "h265"):
    # Parameter sets before every key frame, so that a picture may change its size on the way.
    pay = "%sparse config-interval=-1 ! rtp%spay config-interval=-1" % (codec, codec)
else:
    pay = "aacparse ! rtpmp4gpay"
factory.set_launch(
    '( filesrc location="%s" ! %s ! %s name=pay0 pt=96 )' % (config["file"], DEMUXERS[config["file"].split(".")[-1]], pay)
)
if config["transport"] == "udp":
    factory.set_protocols(GstRtsp.RTSPLowerTrans.UDP)
if config.get("user"):
    auth = GstRtspServer.RTSPAuth.new()
    token = GstRtspServer.RTSPToken.new()
    token.set_string(GstRtspServer.RTSP_TOKEN_MEDIA_FACTORY_ROLE, "viewer")
    if config["scheme"] == "digest":
        auth.set_supported_methods(GstRtsp.RTSPAuthMethod.DIGEST)
        auth.add_digest(config["user"], config["password"], token)
    else:
        auth.add_basic(GstRtspServer.RTSPAuth.make_basic(config["user"], config["password"]), token)
    server.set_auth(auth)
    permissions = GstRtspServer.RTSPPermissions.new()
    permissions.add_role("viewer")
    permissions.add_permission_for_role("viewer", GstRtspServer.RTSP_PERM_MEDIA_FACTORY_ACCESS, True)
    permissions.add_permission_for_role("viewer", GstRtspServer.RTSP_PERM_MEDIA_FACTORY_CONSTRUCT, True)
    factory.set_permissions(permissions)
server.get_mount_points().add_factory("/live", factory)
if server.attach(None) == 0:
    sys.exit("the port is taken")
loop = GLib.MainLoop()


def ended(_channel, _condition):
    loop.quit()
    return False


GLib.io_add_watch(GLib.IOChannel.unix_new(0), GLib.PRIORITY_DEFAULT, GLib.IOCondition.HUP | GLib.IOCondition.IN, ended)
print(json.dumps({"port": server.get_bound_port()}), flush=True)
loop.run()
