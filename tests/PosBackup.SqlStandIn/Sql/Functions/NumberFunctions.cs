using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PosBackup.SqlStandIn.Sql.Types;
using PosBackup.SqlStandIn.Tds;
using static PosBackup.SqlStandIn.Sql.Functions.Parameter;

namespace PosBackup.SqlStandIn.Sql.Functions;

/// <summary>Functions about numbers, chance and checksums.</summary>
internal static class NumberFunctions
{
    public static IReadOnlyList<SqlFunction> All { get; } =
    [
        new("ABS", [Number], types => types[0], types => (_, a) => Abs(a[0]!, types[0])),
        new("SIGN", [Number], types => types[0], types => (_, a) => Fit(Math.Sign(Exactly(a[0]!)), types[0])),
        new("CEILING", [Number], WholeOf, types => (_, a) => Fit(a[0] is double number ? Math.Ceiling(number) : Math.Ceiling(Exactly(a[0]!)), WholeOf(types))),
        new("FLOOR", [Number], WholeOf, types => (_, a) => Fit(a[0] is double number ? Math.Floor(number) : Math.Floor(Exactly(a[0]!)), WholeOf(types))),
        new("ROUND", [Number, Int, Int], types => types[0].Code is SqlTypeCode.Real ? TdsType.Float : types[0], types => (_, a) =>
            Fit(Round(a[0]!, (int)a[1]!, cut: a.Length > 2 && (int)a[2]! != 0), types[0].Code is SqlTypeCode.Real ? TdsType.Float : types[0])) { Least = 2 },
        new("POWER", [Number, Float], types => types[0].Code is SqlTypeCode.Real ? TdsType.Float : types[0], types => (_, a) =>
            Fit(Math.Pow(Convert.ToDouble(a[0], CultureInfo.InvariantCulture), (double)a[1]!), types[0].Code is SqlTypeCode.Real ? TdsType.Float : types[0])),
        OfFloat("SQRT", x => x < 0 ? throw new SqlErrorException(new SqlMessage(3623, 16, 1, "An invalid floating point operation occurred.")) : Math.Sqrt(x)),
        OfFloat("SQUARE", x => x * x),
        OfFloat("EXP", Math.Exp),
        OfFloat("LOG10", Math.Log10),
        OfFloat("LOG", Math.Log),
        SqlFunction.Of("PI", TdsType.Float, [], (_, _) => Math.PI),
        SqlFunction.Of("RAND", TdsType.Float, [Int], (session, a) => a.Length > 0 ? session.Random((int)a[0]!) : session.Random(seed: null)) with { Least = 0, IsPure = false },
        SqlFunction.Of("NEWID", TdsType.Guid, [], (_, _) => Guid.NewGuid()) with { IsPure = false },
        SqlFunction.Of("NEWSEQUENTIALID", TdsType.Guid, [], (_, _) => Guid.CreateVersion7()) with { IsPure = false },
        new("CHECKSUM", [Any], _ => TdsType.Int, _ => (_, a) => Checksum(a)) { Most = 100, NullIfAnyNull = false },
        new("BINARY_CHECKSUM", [Any], _ => TdsType.Int, _ => (_, a) => Checksum(a)) { Most = 100, NullIfAnyNull = false },
        new("HASHBYTES", [Name, Any], _ => TdsType.VarBinary(8000), types => (_, a) => Hash((string)a[0]!, a[1]!, types[1])),
        SqlFunction.Of("ISNUMERIC", TdsType.Int, [Any], (_, a) => IsNumeric(a[0]!) ? 1 : 0),
    ];

    private static bool IsNumeric(object value) => value is string text
        ? double.TryParse(text.Trim().TrimStart('$'), NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out _)
        : value is not (byte[] or Guid or DateTime);

    private static SqlFunction OfFloat(string name, Func<double, double> compute) => SqlFunction.Of(name, TdsType.Float, [Float], (_, a) => compute((double)a[0]!));

    private static TdsType WholeOf(IReadOnlyList<TdsType> types) => types[0].Code switch
    {
        SqlTypeCode.Decimal => types[0] with { Scale = 0 },
        SqlTypeCode.Real => TdsType.Float,
        _ => types[0],
    };

    private static object Abs(object value, TdsType type) => value is double or float
        ? Math.Abs(Convert.ToDouble(value, CultureInfo.InvariantCulture))
        : Fit(Math.Abs(Exactly(value)), type);

    private static decimal Exactly(object value) => Convert.ToDecimal(value, CultureInfo.InvariantCulture);

    // The result of a function on a number goes back into the number's own type, or overflows.
    private static object Fit(object number, TdsType type) => Conversions.Convert(number, Variants.BaseType(number), type)!;

    private static object Round(object value, int digits, bool cut) => value is double or float
        ? Round(Convert.ToDouble(value, CultureInfo.InvariantCulture), digits, cut)
        : Round(Exactly(value), digits, cut);

    private static double Round(double number, int digits, bool cut)
    {
        double scale = Math.Pow(10, digits);
        return (cut ? Math.Truncate(number * scale) : Math.Round(number * scale, MidpointRounding.AwayFromZero)) / scale;
    }

    private static decimal Round(decimal number, int digits, bool cut)
    {
        MidpointRounding mode = cut ? MidpointRounding.ToZero : MidpointRounding.AwayFromZero;
        if (digits >= 0)
            return Math.Round(number, Math.Min(digits, 28), mode);
        decimal unit = (decimal)Math.Pow(10, Math.Min(-digits, 28));
        return Math.Round(number / unit, 0, mode) * unit;
    }

    // A checksum of ours: equal values (text without case) have equal sums, which is all that is promised about it.
    private static int Checksum(object?[] values)
    {
        uint sum = 0;
        foreach (object? value in values)
        {
            string text = value is null ? "\0" : ValueTexts.Of(value, Variants.BaseType(value), style: 0).ToUpperInvariant();
            foreach (char character in text)
                sum = Stirred(sum) ^ character;
        }

        return unchecked((int)sum);
    }

    private static uint Stirred(uint sum) => System.Numerics.BitOperations.RotateLeft(sum, 4) * 16777619;

    private static byte[]? Hash(string algorithm, object value, TdsType type)
    {
        byte[] bytes = value as byte[] ?? (TypeRules.IsUnicode(type) ? Encoding.Unicode : Encoding.Latin1).GetBytes((string)value);
        return algorithm.ToUpperInvariant() switch
        {
            "SHA2_256" => SHA256.HashData(bytes),
            "SHA2_512" => SHA512.HashData(bytes),
            _ => throw SqlErrors.NotKnown($"the algorithm {algorithm} of HASHBYTES"),
        };
    }
}
