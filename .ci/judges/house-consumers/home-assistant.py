"""Home Assistant in one process, with the integrations for HomeWizard and, with a third argument, an MQTT broker; says what it shows."""
import asyncio
import json
import os
import sys

from homeassistant import bootstrap, runner

folder, bridge = sys.argv[1:3]
broker = sys.argv[3] if len(sys.argv) > 3 else None
os.makedirs(os.path.join(folder, ".storage"), exist_ok=True)


def entry(number, domain, title, data, unique):
    return {"created_at": "2026-01-01T00:00:00+00:00", "modified_at": "2026-01-01T00:00:00+00:00", "data": data,
            "disabled_by": None, "discovery_keys": {}, "domain": domain, "entry_id": f"{number:032x}", "minor_version": 1,
            "options": {}, "pref_disable_new_entities": False, "pref_disable_polling": False, "source": "user",
            "subentries": [], "title": title, "unique_id": unique, "version": 1}


entries = [entry(1, "homewizard", "P1", {"ip_address": bridge}, "HWE-P1_02005e0000a1")]
if broker:
    host, port = broker.split(":")
    entries.append(entry(2, "mqtt", "MQTT", {"broker": host, "port": int(port)}, None))
with open(os.path.join(folder, ".storage", "core.config_entries"), "w") as file:
    json.dump({"version": 1, "minor_version": 5, "key": "core.config_entries", "data": {"entries": entries}}, file)
with open(os.path.join(folder, "configuration.yaml"), "w") as file:
    file.write("homeassistant:\n")

bootstrap.DEFAULT_INTEGRATIONS = {"network"}
bootstrap.DEFAULT_INTEGRATIONS_RECOVERY_MODE = set()
bootstrap.CRITICAL_INTEGRATIONS = set()


async def main():
    hass = await bootstrap.async_setup_hass(runner.RuntimeConfig(
        config_dir=folder, skip_pip=True, safe_mode=False, recovery_mode=False, verbose=False, log_file=None))
    await hass.async_start()
    while True:
        await asyncio.sleep(2)
        for state in hass.states.async_all("sensor"):
            if state.attributes.get("device_class") == "power" and state.entity_id.endswith("_power") \
                    and state.state not in ("unknown", "unavailable"):
                print(json.dumps({"watts": float(state.state), "who": "home assistant", "entity": state.entity_id}), flush=True)


asyncio.run(main())
