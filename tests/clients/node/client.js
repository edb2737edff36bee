'use strict';

// Runs the steps that stand as JSON on stdin with the npm package mssql and prints what came back as JSON.
//
//   { "server": { "port": 1433, "user": "sa", "password": "..", "database": "..", "encrypt": true },
//     "steps": [ { "query": "SELECT @a", "inputs": { "a": ["Int", 1] } },
//                { "batch": "BACKUP ..." }, { "prepared": "INSERT ..", "inputs": .., "times": 3 },
//                { "transaction": ["INSERT ..", "INSERT .."], "end": "commit" }, { "cancelled": "WAITFOR .." } ] }
//
//   [ { "recordsets": [[..]], "rowsAffected": [1], "output": {}, "messages": ["3014 .."], "error": { "number": .., "message": ".." } } ]

const sql = require('mssql');

function typeOf(name, length) {
  const type = sql[name];
  if (!type) throw new Error(`mssql has no type ${name}`);
  return length === undefined ? type : type(length);
}

function addInputs(target, inputs) {
  for (const [name, [type, value, length]] of Object.entries(inputs ?? {})) {
    target.input(name, typeOf(type, length), value);
  }
}

function addOutputs(target, outputs) {
  for (const [name, [type, length]] of Object.entries(outputs ?? {})) {
    target.output(name, typeOf(type, length));
  }
}

function shown(value) {
  return value instanceof Buffer ? value.toString('hex') : value;
}

function answerOf(result, messages) {
  return {
    recordsets: (result.recordsets ?? []).map((rows) =>
      rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, shown(value)])))),
    rowsAffected: result.rowsAffected,
    output: result.output,
    messages,
  };
}

async function runPrepared(pool, step) {
  const statement = new sql.PreparedStatement(pool);
  addInputs({ input: (name, type) => statement.input(name, type) }, step.inputs);
  await statement.prepare(step.prepared);
  try {
    const values = Object.fromEntries(Object.entries(step.inputs ?? {}).map(([name, [, value]]) => [name, value]));
    let result;
    for (let i = 0; i < (step.times ?? 1); i++) result = await statement.execute(values);
    return result;
  } finally {
    await statement.unprepare();
  }
}

async function runTransaction(pool, step) {
  const transaction = new sql.Transaction(pool);
  await transaction.begin();
  let result = {};
  for (const text of step.transaction) result = await new sql.Request(transaction).query(text);
  await transaction[step.end]();
  return result;
}

function runCancelled(pool, step) {
  const request = new sql.Request(pool);
  request.on('info', () => request.cancel());
  return request.batch(step.cancelled);
}

async function run(pool, step) {
  const messages = [];
  const request = new sql.Request(pool);
  request.on('info', (info) => messages.push(`${info.number} ${info.message}`));
  addInputs(request, step.inputs);
  addOutputs(request, step.outputs);
  try {
    if (step.query) return answerOf(await request.query(step.query), messages);
    if (step.batch) return answerOf(await request.batch(step.batch), messages);
    if (step.prepared) return answerOf(await runPrepared(pool, step), messages);
    if (step.transaction) return answerOf(await runTransaction(pool, step), messages);
    if (step.cancelled) return answerOf(await runCancelled(pool, step), messages);
    throw new Error(`unknown step ${JSON.stringify(step)}`);
  } catch (error) {
    return { messages, error: { number: error.number, code: error.code, message: error.message } };
  }
}

async function main(input) {
  const { server, steps } = JSON.parse(input);
  const pool = await new sql.ConnectionPool({
    server: '127.0.0.1',
    port: server.port,
    user: server.user,
    password: server.password,
    database: server.database,
    requestTimeout: 60000,
    pool: { max: 1, min: 0 },
    options: { encrypt: server.encrypt, trustServerCertificate: true, useUTC: true, packetSize: server.packetSize },
  }).connect();
  const answers = [];
  for (const step of steps) answers.push(await run(pool, step));
  await pool.close();
  process.stdout.write(JSON.stringify(answers));
}

let input = '';
process.stdin.on('data', (chunk) => { input += chunk; });
process.stdin.on('end', () => {
  main(input).catch((error) => {
    process.stderr.write(`${error.stack}\n`);
    process.exitCode = 1;
  });
});
