using PosBackup.Targets.Tests.Servers;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace PosBackup.Targets.Tests.Contract;

/// <summary>A test of the contract. Skipped where the class needs a server that is missing (never in CI), or says what its target lacks.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("PosBackup.Targets.Tests.Contract." + nameof(ContractFactDiscoverer), "PosBackup.Targets.Tests")]
public sealed class ContractFactAttribute : FactAttribute;

/// <summary>Servers that a class of contract tests runs against.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NeedsServerAttribute(params ServerKind[] kinds) : Attribute
{
    public IReadOnlyList<ServerKind> Kinds => kinds;
}

/// <summary>A test of the contract that means nothing for this target, and why. There is no other way to leave one out.</summary>
/// <param name="test">Its name.</param>
/// <param name="why">What the target lacks: a folder has no password.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class LacksAttribute(string test, string why) : Attribute
{
    public string Test => test;

    public string Why => why;
}

/// <summary>Finds the tests of the contract in the classes that derive from it.</summary>
public sealed class ContractFactDiscoverer(IMessageSink messages) : IXunitTestCaseDiscoverer
{
    public IEnumerable<IXunitTestCase> Discover(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        [new ContractTestCase(messages, discoveryOptions.MethodDisplayOrDefault(), discoveryOptions.MethodDisplayOptionsOrDefault(), testMethod)];
}

/// <summary>A test of the contract in one class.</summary>
public sealed class ContractTestCase : XunitTestCase
{
    [Obsolete("Called by the de-serializer.", error: true)]
    public ContractTestCase()
    {
    }

    public ContractTestCase(IMessageSink messages, TestMethodDisplay display, TestMethodDisplayOptions displayOptions, ITestMethod method)
        : base(messages, display, displayOptions, method)
    {
    }

    protected override string GetSkipReason(IAttributeInfo factAttribute)
    {
        Type type = ((IReflectionTypeInfo)TestMethod.TestClass.Class).Type;
        LacksAttribute? lacks = type.GetCustomAttributes(typeof(LacksAttribute), inherit: true).Cast<LacksAttribute>().FirstOrDefault(l => l.Test == TestMethod.Method.Name);
        if (lacks is not null)
            return lacks.Why;

        ServerKind[] kinds = [.. type.GetCustomAttributes(typeof(NeedsServerAttribute), inherit: true).Cast<NeedsServerAttribute>().SelectMany(n => n.Kinds)];
        return ServerRequirements.WhyToSkip(kinds) ?? base.GetSkipReason(factAttribute);
    }
}
