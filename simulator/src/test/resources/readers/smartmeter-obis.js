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
        console.log(`${objects[id].idToString()} ${value.value} ${value.unit || ''}`.trim());
      }
    }
    process.exit(0);
  }
);
reader.process();
