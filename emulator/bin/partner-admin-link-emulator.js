#!/usr/bin/env -S node --
require("../dist/azure/cli.js").main(process.argv.slice(2));
