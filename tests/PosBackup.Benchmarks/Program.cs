using System.CommandLine;
using PosBackup.Benchmarks;

var program = new RootCommand("Our figures beside a peer's, in one run on one machine.")
{
    MediaBenchmark.Command(),
    MediaMemory.Command(),
    ChainBenchmark.Command(),
    VerifyRepeatedly.Command(),
    Stress.Command(),
};

return await program.Parse(args).InvokeAsync();
