namespace PosBackup.Engine.Tests.Support;

/// <summary>A test that takes minutes or gigabytes: it runs only when <c>POSBACKUP_LONG_TESTS</c> is set.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LongFactAttribute : FactAttribute
{
    public const string Variable = "POSBACKUP_LONG_TESTS";

    public LongFactAttribute() => Skip = IsAsked ? null : $"set {Variable}=1 to run it";

    public static bool IsAsked => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 };
}
