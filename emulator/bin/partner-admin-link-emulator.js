#!/usr/bin/env node
require("../dist/azure/cli.js").main(process.argv.slice(2));
