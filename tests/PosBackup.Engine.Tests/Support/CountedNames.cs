using System.Collections;

namespace PosBackup.Engine.Tests.Support;

/// <summary>Names that count how often something was compared with them.</summary>
internal sealed class CountedNames(IReadOnlyList<string> names) : IReadOnlyList<string>
{
    public int Times { get; private set; }

    public int Count => names.Count;

    public string this[int index] => names[index];

    public IEnumerator<string> GetEnumerator()
    {
        Times++;
        return names.GetEnumerator();
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
