"""dsmr-reader on a database of its own: takes telegrams by its API, and says what power its newest reading has."""
import json
import os
import subprocess
import sys
import threading
import time
import urllib.parse
import urllib.request

checkout, database, port, bridge = sys.argv[1:]
KEY = "judge"
os.environ.update(DJANGO_DATABASE_ENGINE="django.db.backends.sqlite3", DJANGO_DATABASE_NAME=database,
                  DJANGO_SECRET_KEY="x", DJANGO_SETTINGS_MODULE="dsmrreader.config.test")
sys.path.insert(0, checkout)
os.chdir(checkout)
import django  # noqa: E402

django.setup()
from django.core.management import call_command  # noqa: E402

call_command("migrate", verbosity=0)
from dsmr_api.models import APISettings  # noqa: E402
from dsmr_datalogger.models.reading import DsmrReading  # noqa: E402

settings = APISettings.get_solo()
settings.allow, settings.auth_key = True, KEY
settings.save()
server = subprocess.Popen([sys.executable, "manage.py", "runserver", "--noreload", f"127.0.0.1:{port}"])


def push():
    """What dsmr-reader's own remote datalogger does, with the bridge's telegram: for a bridge that does not push itself."""
    while True:
        try:
            with urllib.request.urlopen(f"http://{bridge}/api/v1/telegram", timeout=5) as answer:
                telegram = answer.read()
            request = urllib.request.Request(
                f"http://127.0.0.1:{port}/api/v1/datalogger/dsmrreading",
                urllib.parse.urlencode({"telegram": telegram}).encode(), {"Authorization": f"Token {KEY}"})
            urllib.request.urlopen(request, timeout=5).close()
        except OSError as e:
            print(e, flush=True)
        time.sleep(5)


if os.environ.get("PUSHED") != "1":
    threading.Thread(target=push, daemon=True).start()
try:
    while True:
        time.sleep(3)
        newest = DsmrReading.objects.order_by("-id").first()
        if newest:
            watts = 1000 * float(newest.electricity_currently_delivered - newest.electricity_currently_returned)
            print(json.dumps({"watts": round(watts), "who": "dsmr-reader"}), flush=True)
finally:
    server.terminate()
