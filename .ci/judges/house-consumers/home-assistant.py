"""Home Assistant in one process, with the integrations for HomeWizard and for MQTT: FOLDER BRIDGE BROKER. Says what it shows."""
import asyncio
import json
import os
import re
import sys

from homeassistant import bootstrap, runner

folder, bridge, broker = sys.argv[1:]
os.makedirs(os.path.join(folder, ".storage"), exist_ok=True)


def entry(number, domain, title, data, unique):
    return {"created_at": "2026-01-01T00:00:00+00:00", "modified_at": "2026-01-01T00:00:00+00:00", "data": data,
            "disabled_by": None, "discovery_keys": {}, "domain": domain, "entry_id": f"{number:032x}", "minor_version": 1,
            "options": {}, "pref_disable_new_entities": False, "pref_disable_polling": False, "source": "user",
            "subentries": [], "title": title, "unique_id": unique, "version": 1}


host, port = broker.split(":")
entries = [entry(1, "homewizard", "P1", {"ip_address": bridge}, "HWE-P1_02005e0000a1"),
           entry(2, "mqtt", "MQTT", {"broker": host, "port": int(port)}, None)]
with open(os.path.join(folder, ".storage", "core.config_entries"), "w") as file:
    json.dump({"version": 1, "minor_version": 5, "key": "core.config_entries", "data": {"entries": entries}}, file)
with open(os.path.join(folder, "configuration.yaml"), "w") as file:
    file.write("homeassistant:\n")

bootstrap.DEFAULT_INTEGRATIONS = {"network"}
bootstrap.DEFAULT_INTEGRATIONS_RECOVERY_MODE = set()
bootstrap.CRITICAL_INTEGRATIONS = set()

# What entities are called after their device, and what of the telegram they show.
WAYS = {
    "home assistant, homewizard": ("p1_", {
        "power": "power", "power_phase_1": "power_l1", "power_phase_2": "power_l2", "power_phase_3": "power_l3",
        "energy_import": "import", "energy_import_tariff_1": "import_t1", "energy_import_tariff_2": "import_t2",
        "energy_export": "export", "energy_export_tariff_1": "export_t1", "energy_export_tariff_2": "export_t2"}),
    "home assistant, mqtt": ("smart_meter_", {
        "power": "power", "power_l1": "power_l1", "power_l2": "power_l2", "power_l3": "power_l3",
        "current_l1": "current_l1", "current_l2": "current_l2", "current_l3": "current_l3", "voltage_l1": "voltage_l1",
        "voltage_l2": "voltage_l2", "voltage_l3": "voltage_l3", "energy_imported": "import",
        "energy_imported_in_tariff_1": "import_t1", "energy_imported_in_tariff_2": "import_t2",
        "energy_exported": "export", "energy_exported_in_tariff_1": "export_t1", "energy_exported_in_tariff_2": "export_t2",
        "gas": "gas"}),
}


async def main():
    hass = await bootstrap.async_setup_hass(runner.RuntimeConfig(
        config_dir=folder, skip_pip=True, safe_mode=False, recovery_mode=False, verbose=False, log_file=None))
    await hass.async_start()
    while True:
        await asyncio.sleep(2)
        for who, (device, names) in WAYS.items():
            there = {name: hass.states.get(f"sensor.{device}{entity}") for entity, name in names.items()}
            shown = {name: float(state.state) for name, state in there.items()
                     if state and re.fullmatch(r"-?[\d.]+", state.state)}
            if any(there.values()):
                print(json.dumps({"who": who, "values": shown}), flush=True)
        module = [hass.states.get(f"sensor.charging_module_2_{what}") for what in ("state", "current_l1")]
        if all(module):
            print(json.dumps({"module": [one.state for one in module]}), flush=True)


asyncio.run(main())
