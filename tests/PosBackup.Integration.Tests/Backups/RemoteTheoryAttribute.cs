namespace PosBackup.Integration.Tests.Backups;

/// <summary>As <see cref="RemoteFactAttribute"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RemoteTheoryAttribute : TheoryAttribute
{
    public RemoteTheoryAttribute() => Skip = new RemoteFactAttribute().Skip;
}
