#!/usr/bin/env node
// Compiles src/*.sol into artifacts/: for each contract NAME.abi.json, NAME.bin (creation code in hex) and
// NAME.layout.json (where its state is in storage). With --check it writes nothing and fails when the artefacts are not those of the
// source, or when forge, if it has compiled already, came to other code than this.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import solc from "solc";

const home = dirname(fileURLToPath(import.meta.url));
const artefacts = join(home, "artifacts");
const forgeOutput = join(home, "target", "forge", "out");

/** Compiles with the settings of foundry.toml and gives the deployable contracts by name. */
function compile() {
  const names = readdirSync(join(home, "src")).filter((name) => name.endsWith(".sol"));
  const input = {
    language: "Solidity",
    sources: Object.fromEntries(names.map((name) => [`src/${name}`, { content: read("src", name) }])),
    settings: {
      evmVersion: "cancun",
      optimizer: { enabled: true, runs: 1_000_000 },
      viaIR: true,
      metadata: { bytecodeHash: "none" },
      outputSelection: { "*": { "*": ["abi", "evm.bytecode.object", "storageLayout"] } },
    },
  };
  const output = JSON.parse(
    solc.compile(JSON.stringify(input), { import: (path) => ({ contents: read("node_modules", path) }) }),
  );
  const complaints = (output.errors ?? []).filter(
    ({ severity, sourceLocation }) => severity === "error" || sourceLocation?.file.startsWith("src/"),
  );
  if (complaints.length > 0) {
    fail(complaints.map((complaint) => complaint.formattedMessage).join("\n"));
  }
  return Object.fromEntries(
    names
      .map((name) => [name.replace(".sol", ""), output.contracts[`src/${name}`]])
      .map(([name, contracts]) => [name, contracts?.[name]])
      .filter(([, contract]) => contract?.abi.length > 0 && contract.evm.bytecode.object !== ""),
  );
}

/** The files of one contract, by file name. */
function filesOf(name, { abi, evm, storageLayout }) {
  const lines = (values) => `[\n${values.map((value) => `    ${JSON.stringify(value)}`).join(",\n")}\n  ]`;
  const structs = Object.values(storageLayout.types ?? {})
    .filter((type) => type.members)
    .map((type) => `    ${JSON.stringify(type.label)}: ${lines(type.members.map(place)).replaceAll("\n", "\n  ")}`);
  return {
    [`${name}.abi.json`]: `[\n${abi.map((item) => `  ${JSON.stringify(item)}`).join(",\n")}\n]\n`,
    [`${name}.bin`]: `${evm.bytecode.object}\n`,
    [`${name}.layout.json`]:
      `{\n  "storage": ${lines(storageLayout.storage.map(place))},\n  "structs": {\n${structs.join(",\n")}\n  }\n}\n`,
  };
}

/** Where a variable is; without the numbers that the compiler gives to types by their place in the source. */
function place({ label, slot, offset, type }) {
  return { label, slot: Number(slot), offset, type: type.replaceAll(/\)\d+(_|$)/g, ")$1") };
}

function check(contracts, files) {
  const present = existsSync(artefacts) ? readdirSync(artefacts) : [];
  const different = [...new Set([...present, ...Object.keys(files)])].filter(
    (file) => !present.includes(file) || files[file] !== read("artifacts", file),
  );
  if (different.length > 0) {
    fail(`contracts/artifacts is not what the source compiles to: ${different.join(", ")}. Run: node compile.mjs`);
  }
  for (const [name, { evm }] of Object.entries(contracts)) {
    const byForge = join(forgeOutput, `${name}.sol`, `${name}.json`);
    if (existsSync(byForge) && JSON.parse(readFileSync(byForge, "utf8")).bytecode.object !== `0x${evm.bytecode.object}`) {
      fail(`forge tests another ${name} than the artefact: compare foundry.toml with compile.mjs`);
    }
  }
}

function read(...path) {
  return readFileSync(join(home, ...path), "utf8");
}

function fail(message) {
  console.error(message);
  process.exit(1);
}

const contracts = compile();
const files = Object.assign({}, ...Object.entries(contracts).map(([name, contract]) => filesOf(name, contract)));
if (process.argv.includes("--check")) {
  check(contracts, files);
} else {
  rmSync(artefacts, { recursive: true, force: true });
  mkdirSync(artefacts);
  Object.entries(files).forEach(([file, content]) => writeFileSync(join(artefacts, file), content));
}
