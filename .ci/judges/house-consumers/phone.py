"""A person's phone: the status page in Debian's chromium, 390 px wide; says each second what power it shows."""
import json
import re
import sys
import time

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

options = webdriver.ChromeOptions()
options.binary_location = "/usr/bin/chromium"
for argument in ("--headless=new", "--no-sandbox", "--lang=en-US"):
    options.add_argument(argument)
phone = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
phone.execute_cdp_cmd("Emulation.setDeviceMetricsOverride",
                      {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True})
phone.get(sys.argv[1])
try:
    while True:
        time.sleep(1)
        shown = phone.execute_script("const one = document.getElementById('watts'); return one && [one.textContent, one.className]")
        text, kind = shown or ("", "")  # of a silent meter there is none
        number = re.search(r"[\d.,]+", text)
        kilo = "kW" in text
        values = {"power": (1000 if kilo else 1) * float(number.group().replace(",", "")) * (-1 if "export" in kind else 1)} \
            if number else {}
        print(json.dumps({"who": "phone", "values": values, "slack": {"power": 5.5 if kilo else 0.6}}), flush=True)
finally:
    phone.quit()
