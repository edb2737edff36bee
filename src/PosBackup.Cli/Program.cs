using PosBackup.Cli;
using PosBackup.Cli.Output;
using PosBackup.Engine.Targets.Sftp.Askpass;

// ssh starts this program too, to ask for a password of a run that is under way; it reads standard output.
if (Environment.GetEnvironmentVariable(AskpassClient.Variable) is { Length: > 0 } pipe)
    return await AskpassClient.AnswerAsync(pipe, args.Length > 0 ? args[0] : "", Console.OpenStandardOutput());

using var cancellation = SignalCancellation.Of(args);
StandardStreams.UseUtf8();
return await PosBackupProgram.RunAsync(args, cancellation.Token);
