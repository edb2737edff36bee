using System.Diagnostics;
using System.Globalization;
using Xunit.Abstractions;

namespace PosBackup.Engine.Tests.Media.Fuzz;

/// <summary>
/// Damaged media gives findings: no exception, no hang, no more than 40 MB allocated. A short run of the program that runs a million
/// cases by hand (tests/fuzz.sh), in a process of its own.
/// </summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private const int Cases = 1000;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task DamagedMedia_GivesFindingsAndNothingElse(int seed)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList =
            {
                Path.Combine(AppContext.BaseDirectory, "PosBackup.Fuzz.dll"),
                "--cases", Cases.ToString(CultureInfo.InvariantCulture),
                "--seed", seed.ToString(CultureInfo.InvariantCulture),
            },
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };

        using Process process = Process.Start(start)!;
        string report = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        output.WriteLine(report);
        Assert.True(process.ExitCode == 0, report);
        Assert.Contains($"{Cases} cases, 0 failures", report, StringComparison.Ordinal);
    }
}
