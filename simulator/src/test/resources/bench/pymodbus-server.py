# pymodbus's own Modbus TCP server (3.x) with a block of input registers, on the port of the first argument.
import asyncio
import logging
import sys

from pymodbus.datastore import ModbusSequentialDataBlock, ModbusServerContext, ModbusSlaveContext
from pymodbus.server import StartAsyncTcpServer

logging.disable(logging.CRITICAL)  # it names each client that leaves
block = ModbusSequentialDataBlock(0, [7] * 1000)
context = ModbusServerContext(slaves=ModbusSlaveContext(ir=block, hr=block), single=True)
asyncio.run(StartAsyncTcpServer(context=context, address=("127.0.0.1", int(sys.argv[1]))))
