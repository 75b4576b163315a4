// Builds what the browser gets: each entry with all it imports in one file under static/built.
// `node scripts/bundle.js --check` only compares and names what differs from a fresh build.
import { readFile, readdir } from "node:fs/promises";
import { build } from "esbuild";

const ENTRIES = {
  site: ["static/styles/site.css", "static/scripts/site.js"],
  writing: ["static/styles/writing.css", "static/scripts/writing.js"],
  thread: ["static/scripts/thread.js"],
  desk: ["static/scripts/desk.js"],
};

const fresh = await build({
  entryPoints: Object.values(ENTRIES).flat().map((file) => ({ in: file, out: file.split("/").pop().replace(/\.\w+$/, "") })),
  outdir: "static/built",
  bundle: true,
  minify: true,
  format: "esm",
  // Browsers of the last years; older ones get pages that work without any of it.
  target: ["es2022"],
  // Styles stay as written: light-dark() and nesting have their fallback in the sources.
  supported: { nesting: true, "inset-property": true, "hex-rgba": true, "modern-rgb-hsl": true },
  legalComments: "none",
  charset: "utf8",
  write: !process.argv.includes("--check"),
  logLevel: "warning",
});

if (process.argv.includes("--check")) {
  const names = new Set(await readdir("static/built").catch(() => []));
  const stale = [];
  for (const { path, text } of fresh.outputFiles) {
    const name = path.split("/").pop();
    const kept = names.delete(name) && (await readFile(path, "utf8"));
    if (kept !== text) stale.push(name);
  }
  for (const name of [...stale, ...names]) console.log(`static/built/${name} is not what its sources give; run: make bundles`);
  process.exitCode = stale.length || names.size ? 1 : 0;
}
