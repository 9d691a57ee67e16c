/** The least a process can do: start, and say so. */
process.send?.('hello');
