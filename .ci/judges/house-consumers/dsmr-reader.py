"""dsmr-reader on a database of its own, which takes telegrams by its API: CHECKOUT DATABASE PORT KEY. Says its newest reading."""
import json
import os
import subprocess
import sys
import time

checkout, database, port, key = sys.argv[1:]
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
settings.allow, settings.auth_key = True, key
settings.save()
server = subprocess.Popen([sys.executable, "manage.py", "runserver", "--noreload", f"127.0.0.1:{port}"])
NAMES = {"import_t1": "electricity_delivered_1", "import_t2": "electricity_delivered_2",
         "export_t1": "electricity_returned_1", "export_t2": "electricity_returned_2",
         "voltage_l1": "phase_voltage_l1", "voltage_l2": "phase_voltage_l2", "voltage_l3": "phase_voltage_l3"}
shown = None
try:
    while True:
        time.sleep(1)
        newest = DsmrReading.objects.order_by("-id").first()
        if not newest or newest.id == shown:
            continue
        shown = newest.id
        values = {name: float(getattr(newest, column)) for name, column in NAMES.items() if getattr(newest, column) is not None}
        values["power"] = 1000 * float(newest.electricity_currently_delivered - newest.electricity_currently_returned)
        for n in (1, 2, 3):
            both = [getattr(newest, f"phase_currently_{way}_l{n}") for way in ("delivered", "returned")]
            if both[0] is not None:
                values[f"power_l{n}"] = 1000 * float(both[0] - (both[1] or 0))
        print(json.dumps({"who": "dsmr-reader", "values": values}), flush=True)
finally:
    server.terminate()
