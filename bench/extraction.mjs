// What peers make of saved pages: read by bench/extraction.py, which says where the packages are.
//   node bench/extraction.mjs PACKAGES < tasks.json > results.json
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const packages = path.resolve(process.argv[2], 'node_modules');
const require = createRequire(path.join(packages, 'x.js'));
const engine = path.join(packages, '@opentermsarchive', 'engine');
process.env.NODE_CONFIG_DIR = path.join(engine, 'config');
const { extractFromHTML } = await import(pathToFileURL(path.join(engine, 'src/archivist/extract/index.js')));
const { JSDOM, VirtualConsole } = require('jsdom');
const { Readability } = require('@mozilla/readability');

const timed = async work => {
  const start = performance.now();
  let text = '';
  let error = '';
  try {
    text = await work();
  } catch (caught) {
    error = String(caught.message);
  }
  return { text, error, ms: performance.now() - start };
};

const results = [];
for (const task of JSON.parse(readFileSync(0, 'utf8'))) {
  const content = readFileSync(task.file, 'utf8');
  const byEngine = await timed(() => extractFromHTML({
    location: task.fetch, content, contentSelectors: task.select, insignificantContentSelectors: task.remove,
  }));
  const byReadability = await timed(() => {
    const dom = new JSDOM(content, { url: task.fetch, virtualConsole: new VirtualConsole() });
    return new Readability(dom.window.document).parse()?.textContent ?? '';
  });
  results.push({ file: task.file, bytes: Buffer.byteLength(content), engine: byEngine, readability: byReadability });
}
process.stdout.write(JSON.stringify(results));
