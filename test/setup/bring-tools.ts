import { inOwnNetwork } from '../stress/namespaces.ts';
import { findChromium } from './chromium.ts';
import { deno } from './deno.ts';
import { findStripeMock } from './stripe-mock.ts';

/** Brings what only tests need before they begin, since their patience is shorter than an installation on a slow line. */
for (const find of [findChromium, findStripeMock, deno, inOwnNetwork]) await find();
