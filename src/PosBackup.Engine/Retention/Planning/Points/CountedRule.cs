namespace PosBackup.Engine.Retention.Planning.Points;

/// <summary>
/// A rule that counts: so many of the newest, whatever is known of them, and so many of the newest that are proven. Of what is suspect or was never verified nobody knows whether it can be
/// restored: it fills no rule alone, and the proven one behind it stays.
/// <code>
/// newest   ✔  ?  ?  ✔  ✔         three: the newest three, and back to the third that is proven
///          └──────────────┘
/// </code>
/// </summary>
/// <param name="wanted">How many.</param>
internal sealed class CountedRule(int wanted)
{
    private int _left = wanted;
    private int _leftProven = wanted;

    /// <summary>Whether it asks for no more.</summary>
    public bool IsFilled => _left <= 0 && _leftProven <= 0;

    /// <summary>Whether it asks for the next one, the newest first.</summary>
    public bool Takes(bool isProven)
    {
        bool takes = _left-- > 0 || (isProven && _leftProven > 0);
        _leftProven -= isProven ? 1 : 0;
        return takes;
    }
}
