using System.CommandLine;
using PosBackup.Benchmarks;
using PosBackup.Benchmarks.Transfers;

var program = new RootCommand("Our figures beside a peer's, in one run on one machine.")
{
    MediaBenchmark.Command(),
    MediaMemory.Command(),
    ChainBenchmark.Command(),
    RetentionBenchmark.Command(),
    VerifyRepeatedly.Command(),
    Stress.Command(),
    TransferBenchmark.Command(),
    TransferOnce.Command(),
};

return await program.Parse(args).InvokeAsync();
