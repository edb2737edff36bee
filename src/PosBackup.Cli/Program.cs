using PosBackup.Cli;
using PosBackup.Cli.Output;

using var cancellation = new SignalCancellation();
StandardStreams.UseUtf8();
return await PosBackupProgram.RunAsync(args, cancellation.Token);
