#!/usr/bin/env node
"use strict";

// npm links this file when the package is installed, which may be before it is built.
require("../dist/command/main.js");
