using System.Diagnostics;
using Microsoft.Data.SqlClient;
using PosBackup.Integration.Tests.Support;

namespace PosBackup.Integration.Tests;

/// <summary>The stand-in as a program of its own.</summary>
public sealed class ProgramTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Program_ServesUntilItsStandardInputEnds()
    {
        using var folder = new TempFolder();
        using Process program = Start(
            ["--data", folder.File("data"), "--edition", "Standard", "--version", "15.0.4430.1", "--language", "Español", "--until-stdin-ends"],
            password: LocalStandIn.Password);
        try
        {
            string line = await program.StandardOutput.ReadLineAsync().WaitAsync(Patience) ?? "";
            Assert.StartsWith("listening on 127.0.0.1,", line, StringComparison.Ordinal);
            await using (var connection = new SqlConnection(
                $"Server={line["listening on ".Length..]};User Id=till;Password={LocalStandIn.Password};TrustServerCertificate=true;Pooling=false"))
            {
                await connection.OpenAsync();
                Assert.Equal("15.00.4430", connection.ServerVersion);
                await using var command = new SqlCommand("SELECT @@LANGUAGE + N'|' + CONVERT(nvarchar(128), SERVERPROPERTY('Edition'))", connection);
                Assert.Equal("Español|Standard Edition (64-bit)", await command.ExecuteScalarAsync());
            }

            program.StandardInput.Close();
            await program.WaitForExitAsync().WaitAsync(Patience);
            Assert.Equal(0, program.ExitCode);
            Assert.Contains("NOT SQL Server", await program.StandardError.ReadToEndAsync(), StringComparison.Ordinal);
        }
        finally
        {
            if (!program.HasExited)
                program.Kill();
        }
    }

    [Theory]
    [InlineData(null, "Express", "POSBACKUP_STANDIN_PASSWORD must hold the password")]
    [InlineData("x", "Compact", "'Compact' is no edition")]
    public async Task Program_SaysWhatIsWrongAndEndsWithTwo(string? password, string edition, string expected)
    {
        using var folder = new TempFolder();
        using Process program = Start(["--data", folder.File("data"), "--edition", edition], password);
        string complaint = await program.StandardError.ReadToEndAsync().WaitAsync(Patience);
        await program.WaitForExitAsync().WaitAsync(Patience);
        Assert.Equal(2, program.ExitCode);
        Assert.Contains(expected, complaint, StringComparison.Ordinal);
    }

    private static Process Start(string[] arguments, string? password)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "PosBackup.SqlStandIn.dll");
        var start = new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = System.Text.Encoding.UTF8,
            UseShellExecute = false,
        };
        start.Environment["POSBACKUP_STANDIN_USER"] = "till";
        start.Environment["POSBACKUP_STANDIN_PASSWORD"] = password;
        return Process.Start(start)!;
    }
}
