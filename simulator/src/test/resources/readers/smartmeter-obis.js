// Reads one telegram with npm's smartmeter-obis and prints every value it finds, one a line.
const reader = require('smartmeter-obis').init(
  {
    protocol: 'D0Protocol',
    transport: 'LocalFileTransport',
    transportLocalFilePath: process.argv[2],
    requestInterval: 0,
    protocolD0WakeupCharacters: 0,
    protocolD0SignOnMessage: '',
    protocolD0BaudrateChangeover: 0,
  },
  (error, objects) => {
    if (error) {
      console.error(String(error));
      process.exit(1);
    }
    for (const id in objects) {
      for (const value of objects[id].getValues()) {
        const shown = typeof value.value === 'number' && Number.isInteger(value.value) ? value.value.toFixed(1) : value.value;
        console.log(`${objects[id].idToString()} ${shown} ${value.unit || ''}`.trim());
      }
    }
    process.exit(0);
  }
);
reader.process();
