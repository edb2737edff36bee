namespace PosBackup.Targets.Tests.Support;

/// <summary>What the tests start ends with them: xunit 2 disposes of fixtures and test classes as <see cref="IAsyncLifetime"/> or <see cref="IDisposable"/>, and silently of nothing else.</summary>
public sealed class EndingTests
{
    [Fact]
    public void Fixtures_AndTestClassesEndInAWayThatIsCalled()
    {
        Type[] classes = [.. typeof(EndingTests).Assembly.GetTypes().Where(type => type.IsClass && IsRunByTests(type))];

        Assert.Contains(classes, type => type.IsAssignableTo(typeof(IAsyncLifetime)));
        Assert.DoesNotContain(classes, type => type.IsAssignableTo(typeof(IAsyncDisposable)) && !type.IsAssignableTo(typeof(IAsyncLifetime)) && !type.IsAssignableTo(typeof(IDisposable)));
    }

    private static bool IsRunByTests(Type type) => IsFixture(type) || type.GetMethods().Any(method => method.GetCustomAttributes(typeof(FactAttribute), inherit: true).Length > 0);

    private static bool IsFixture(Type type) => Fixtures.Contains(type.IsGenericType ? type.GetGenericTypeDefinition() : type);

    private static HashSet<Type> Fixtures { get; } =
    [
        .. typeof(EndingTests).Assembly.GetTypes()
            .SelectMany(type => type.GetInterfaces())
            .Where(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IClassFixture<>))
            .Select(type => type.GetGenericArguments()[0])
            .Select(type => type.IsGenericType ? type.GetGenericTypeDefinition() : type),
    ];
}
