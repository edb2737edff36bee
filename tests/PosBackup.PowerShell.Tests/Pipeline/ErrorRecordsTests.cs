using System.Reflection;
using PosBackup.Engine;
using PosBackup.PowerShell.Engine;
using PosBackup.PowerShell.Pipeline;

namespace PosBackup.PowerShell.Tests.Pipeline;

public sealed class ErrorRecordsTests
{
    [Fact]
    public void EveryCodeOfTheEngineHasACategory() => Assert.Empty(Enum.GetNames<ErrorCode>().Except(ErrorRecords.Categories.Keys, StringComparer.Ordinal));

    [Fact]
    public void EveryCodeOfTheModuleHasACategory()
    {
        IEnumerable<string> codes = typeof(EngineErrorCode).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!);

        Assert.Empty(codes.Except(ErrorRecords.Categories.Keys, StringComparer.Ordinal));
    }

    [Fact]
    public void EveryFailureOfATargetIsACodeOfTheEngine()
    {
        string[] failures = Enum.GetNames(System.Reflection.Assembly.Load("PosBackup.Engine").GetType("PosBackup.Engine.Targets.TargetFailure", throwOnError: true)!);

        Assert.All(failures, failure => Assert.True(Enum.TryParse(ErrorRecords.CodeOfTargetFailure(failure), out ErrorCode code) && (code != ErrorCode.Unknown || failure is "Unknown"), failure));
    }
}
