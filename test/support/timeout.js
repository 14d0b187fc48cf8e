"use strict";

// Jest takes a time-out for a whole run only; jest.config.js hands each tier its own through this global.
jest.setTimeout(globalThis.tierTimeout);
