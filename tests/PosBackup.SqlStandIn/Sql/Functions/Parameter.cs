using PosBackup.SqlStandIn.Sql.Types;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Functions;

/// <summary>What a function wants of an argument: from the type that is given, the type to which it is brought.</summary>
internal sealed record Parameter(Func<TdsType, TdsType> Accept)
{
    /// <summary>Taken as it comes.</summary>
    public static Parameter Any { get; } = new(given => given);

    /// <summary>Text stays what it is; everything else is written out.</summary>
    public static Parameter Text { get; } = new(given => TypeRules.IsText(given) ? given : TdsType.NVarChar(4000));

    /// <summary>Numbers stay what they are; text is read as a float.</summary>
    public static Parameter Number { get; } = new(given => TypeRules.IsNumber(given) ? given : TdsType.Float);

    /// <summary>Dates and times stay what they are; text and numbers are read as datetime.</summary>
    public static Parameter Moment { get; } = new(given => TypeRules.IsMoment(given) ? given : TdsType.DateTime);

    public static Parameter Int { get; } = TdsType.Int;

    public static Parameter BigInt { get; } = TdsType.BigInt;

    public static Parameter Name { get; } = TdsType.NVarChar(4000);

    public static Parameter Float { get; } = TdsType.Float;

    public static implicit operator Parameter(TdsType type) => new(_ => type);
}
